package gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.model.Refusal;
import gateway.model.RefusedException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicBadRequestTest {
    private static final String START = "{\"model\": \"m\", \"max_tokens\": 4096, ";
    private static final String HELLO = "\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model            | "max_tokens": 1, MESSAGES
            model            | "model": "", "max_tokens": 1, MESSAGES
            model            | "model": 1, "max_tokens": 1, MESSAGES
            max_tokens       | "model": "m", MESSAGES
            max_tokens       | "model": "m", "max_tokens": "1", MESSAGES
            max_tokens       | "model": "m", "max_tokens": -1, MESSAGES
            max_tokens       | "model": "m", "max_tokens": 1.5, MESSAGES
            max_tokens       | "model": "m", "max_tokens": 99999999999, MESSAGES
            messages         | "model": "m", "max_tokens": 1
            messages         | "model": "m", "max_tokens": 1, "messages": []
            messages         | "model": "m", "max_tokens": 1, "messages": "Hi"
            messages.0       | "model": "m", "max_tokens": 1, "messages": ["Hi"]
            messages.0.role  | "model": "m", "max_tokens": 1, "messages": [{"content": "Hi"}]
            """)
    void namesTheFieldThatIsMissingOrWrong(String param, String fields) {
        Refusal.Malformed refusal = refuse("{" + fields.replace("MESSAGES", HELLO) + "}");

        assertThat(refusal.param()).isEqualTo(param);
        assertThat(refusal.problem()).startsWith(param + " ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            messages.0.role                          | {"role": "tool", "content": "Hi"}
            messages.0.content                       | {"role": "user"}
            messages.0.content                       | {"role": "user", "content": 1}
            messages.0.content.0                     | {"role": "user", "content": ["Hi"]}
            messages.0.content.0.type                | {"role": "user", "content": [{"text": "Hi"}]}
            messages.0.content.0.text                | {"role": "user", "content": [{"type": "text"}]}
            messages.0.content.0.source              | {"role": "user", "content": [{"type": "image"}]}
            messages.0.content.0.source.data         | {"role": "user", "content": [{"type": "image", "source": {"type": "base64", "media_type": "image/png"}}]}
            messages.0.content.0.source.url          | {"role": "user", "content": [{"type": "document", "source": {"type": "url", "url": ""}}]}
            messages.0.content.0.input               | {"role": "assistant", "content": [{"type": "tool_use", "id": "1", "name": "n", "input": "{}"}]}
            messages.0.content.0.tool_use_id         | {"role": "user", "content": [{"type": "tool_result"}]}
            messages.0.content.0.is_error            | {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "1", "is_error": "no"}]}
            messages.0.content.0.content.0.text      | {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "1", "content": [{"type": "text", "text": 1}]}]}
            messages.0.content.0.cache_control       | {"role": "user", "content": [{"type": "text", "text": "Hi", "cache_control": true}]}
            """)
    void namesTheBlockThatIsWrong(String param, String message) {
        Refusal.Malformed refusal = refuse(START + "\"messages\": [" + message + "]}");

        assertThat(refusal.param()).isEqualTo(param);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            temperature                   | "temperature": 1.1
            temperature                   | "temperature": -0.1
            temperature                   | "temperature": "hot"
            top_p                         | "top_p": 2
            top_k                         | "top_k": -1
            stream                        | "stream": "yes"
            stop_sequences                | "stop_sequences": "END"
            stop_sequences.1              | "stop_sequences": ["END", 1]
            system                        | "system": 1
            tools                         | "tools": {}
            tools.0.name                  | "tools": [{"input_schema": {}}]
            tools.0.input_schema          | "tools": [{"name": "n"}]
            tools.0.strict                | "tools": [{"name": "n", "input_schema": {}, "strict": 1}]
            tool_choice                   | "tool_choice": "auto"
            tool_choice.type              | "tool_choice": {"type": "some"}
            tool_choice.name              | "tool_choice": {"type": "tool"}
            thinking.type                 | "thinking": {"budget_tokens": 1024}
            thinking.type                 | "thinking": {"type": "deep"}
            thinking.budget_tokens        | "thinking": {"type": "enabled"}
            thinking.budget_tokens        | "thinking": {"type": "enabled", "budget_tokens": 1023}
            thinking.budget_tokens        | "thinking": {"type": "enabled", "budget_tokens": 4096}
            output_config.effort          | "output_config": {"effort": 3}
            output_config.format.type     | "output_config": {"format": {"type": "json_object"}}
            output_format.schema          | "output_format": {"type": "json_schema"}
            """)
    void namesTheParameterThatIsWrong(String param, String field) {
        Refusal.Malformed refusal = refuse(START + HELLO + ", " + field + "}");

        assertThat(refusal.param()).isEqualTo(param);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "1", "null", "{", "{\"model\": \"m\"} {}", "{\"a\": 1, \"a\": 2}", "<html>"})
    void refusesWhatIsNoJsonObject(String body) {
        assertThat(refuse(body).problem()).startsWith("the body ");
    }

    @Test
    void refusesDeepNesting() {
        String deep = START + HELLO + ", \"metadata\": " + "[".repeat(300) + "]".repeat(300) + "}";

        assertThat(refuse(deep).problem()).contains("nested deeper than 200 levels");
    }

    @Test
    void refusesInvalidUtf8() {
        byte[] body = (START + HELLO + "}").getBytes(StandardCharsets.UTF_8);
        body[body.length - 4] = (byte) 0xC3;

        assertThat(refuse(body)).isNotNull();
    }

    @Test
    void refusesOtherEncodings() {
        String json = START + HELLO + "}";

        assertThat(refuse(json.getBytes(StandardCharsets.UTF_16LE)).problem()).contains("UTF-8");
        assertThat(refuse(json.getBytes(StandardCharsets.UTF_16BE)).problem()).contains("UTF-8");
        assertThat(refuse(("\uFEFF" + json).getBytes(StandardCharsets.UTF_8)).problem())
                .contains("byte order mark");
    }

    @Test
    void neverQuotesTheContent() {
        Refusal.Malformed refusal = refuse(START + "\"messages\": [{\"role\": \"secret\", \"content\": \"Hi\"}]}");

        assertThat(refusal.problem()).doesNotContain("secret");
    }

    private static Refusal.Malformed refuse(String body) {
        return refuse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Refusal.Malformed refuse(byte[] body) {
        @Nullable RefusedException refused = catchThrowableOfType(
                RefusedException.class, () -> new AnthropicClientCodec().read(Samples.FROM_ANTHROPIC_SDK, body));
        assertThat(refused).isNotNull();
        return (Refusal.Malformed) refused.refusal();
    }
}
