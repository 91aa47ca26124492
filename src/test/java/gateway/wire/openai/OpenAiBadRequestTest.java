package gateway.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.model.Dialect;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiBadRequestTest {
    private static final OpenAiClientCodec CODEC = new OpenAiClientCodec(() -> Instant.EPOCH);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "model | {'messages':[{'role':'user','content':'x'}]}",
                "model | {'model':7,'messages':[{'role':'user','content':'x'}]}",
                "model | {'model':'','messages':[{'role':'user','content':'x'}]}",
                "messages | {'model':'m'}",
                "messages | {'model':'m','messages':null}",
                "messages | {'model':'m','messages':[]}",
                "messages | {'model':'m','messages':'x'}",
                "messages[0] | {'model':'m','messages':['x']}",
                "messages[0].role | {'model':'m','messages':[{'content':'x'}]}",
                "messages[0].role | {'model':'m','messages':[{'role':'robot','content':'x'}]}",
                "messages[0].content | {'model':'m','messages':[{'role':'user'}]}",
                "messages[0].content | {'model':'m','messages':[{'role':'user','content':null}]}",
                "messages[0].content | {'model':'m','messages':[{'role':'user','content':7}]}",
                "messages[0].content | {'model':'m','messages':[{'role':'user','content':[]}]}",
                "messages[0].content | {'model':'m','messages':[{'role':'assistant'}]}",
                "messages[0].content[0] | {'model':'m','messages':[{'role':'user','content':['x']}]}",
                "messages[0].content[0].type | {'model':'m','messages':[{'role':'user','content':[{}]}]}",
                "messages[0].content[0].text | {'model':'m','messages':[{'role':'user','content':[{'type':'text'}]}]}",
                "messages[0].tool_call_id | {'model':'m','messages':[{'role':'tool','content':'x'}]}",
                "messages[0].tool_calls[0].id | {'model':'m','messages':[{'role':'assistant','tool_calls':[{}]}]}"
            })
    void namesTheFieldOfAMessageThatIsWrong(String param, String json) {
        String body = json.replace('\'', '"');

        Refusal.Malformed refusal = refusal(body.getBytes(StandardCharsets.UTF_8));

        assertThat(refusal.param()).isEqualTo(param);
        assertThat(refusal.problem()).startsWith("'" + param + "' ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "temperature | 2.1",
                "temperature | -0.1",
                "temperature | 'x'",
                "temperature | 1e400",
                "top_p | 1.5",
                "presence_penalty | -3",
                "frequency_penalty | true",
                "max_tokens | 0",
                "max_tokens | 1.5",
                "max_completion_tokens | -1",
                "max_completion_tokens | 99999999999",
                "seed | 1.5",
                "n | 0",
                "n | 129",
                "stop | 7",
                "stop[1] | ['a',7]",
                "stream | 'yes'",
                "stream_options | true",
                "stream_options.include_usage | {'include_usage':1}",
                "parallel_tool_calls | 1",
                "reasoning_effort | 3",
                "response_format | 'json'",
                "response_format.type | {}",
                "response_format.json_schema | {'type':'json_schema'}",
                "tools | {}",
                "tools[0].function | [{'type':'function'}]",
                "tools[0].function.name | [{'type':'function','function':{}}]",
                "tools[0].function.parameters | [{'type':'function','function':{'name':'f','parameters':[]}}]",
                "tool_choice | 'maybe'",
                "tool_choice | 7",
                "tool_choice | {'type':'function','function':{'name':'unknown'}}"
            })
    void namesTheSettingThatIsWrong(String param, String value) {
        String name = param.replaceAll("[.\\[].*", "");
        String body = "{'model':'m','messages':[{'role':'user','content':'x'}],'" + name + "':" + value + "}";

        Refusal.Malformed refusal = refusal(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

        assertThat(refusal.param()).isEqualTo(param);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "image_url.url | {'type':'image_url','image_url':{'url':'ftp://example.com/a.png'}}",
                "image_url.url | {'type':'image_url','image_url':{'url':'data:image/png,AAAA'}}",
                "image_url.url | {'type':'image_url','image_url':{'url':'data:image/png;base64,'}}",
                "image_url.url | {'type':'image_url','image_url':{'url':'data:'}}",
                "image_url | {'type':'image_url'}",
                "file.file_id | {'type':'file','file':{}}",
                "file.file_data | {'type':'file','file':{'file_data':'AAAA'}}"
            })
    void namesThePartThatIsWrong(String param, String part) {
        String body = "{'model':'m','messages':[{'role':'user','content':[" + part + "]}]}";

        Refusal.Malformed refusal = refusal(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

        assertThat(refusal.param()).isEqualTo("messages[0].content[0]." + param);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "[]",
                "\"x\"",
                "null",
                "{",
                "{\"model\":\"m\"",
                "{\"model\":\"m\"}}",
                "{\"model\":\"m\",\"model\":\"n\"}",
                "{\"model\":NaN}",
                "{'model':'m'}",
                "\uFEFF{\"model\":\"m\"}"
            })
    void refusesWhatIsNoSingleJsonObject(String body) {
        assertThat(refusal(body.getBytes(StandardCharsets.UTF_8)).problem()).isNotBlank();
    }

    @Test
    void refusesAFieldThatIsGivenTwiceDeepInside() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"content\":\"b\"}]}";

        assertThat(refusal(body.getBytes(StandardCharsets.UTF_8)).problem()).contains("given twice");
    }

    @Test
    void refusesDeepNesting() {
        String body = "{\"model\":\"m\",\"deep\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(refusal(body.getBytes(StandardCharsets.UTF_8)).problem()).contains("nested deeper");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] body = "{\"model\":\"m\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(refusal(body).problem()).contains("UTF-8");
    }

    @Test
    void refusesUtf16() {
        byte[] body = "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_16LE);

        assertThat(refusal(body).problem()).contains("UTF-8");
    }

    @Test
    void keepsContentOutOfItsWords() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"my-secret\",\"content\":\"my-secret\"}]}";

        assertThat(refusal(body.getBytes(StandardCharsets.UTF_8)).toString()).doesNotContain("my-secret");
    }

    private static Refusal.Malformed refusal(byte[] body) {
        RefusedException refused = Objects.requireNonNull(
                catchThrowableOfType(RefusedException.class, () -> CODEC.read(Samples.call(Dialect.OPENAI), body)));
        return (Refusal.Malformed) refused.refusal();
    }
}
