package gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Echo;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import gateway.wire.LostFields;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request of the Responses API means. */
class ResponsesRequestTest {
    @Test
    void readsATextAsWhatTheUserSays() {
        Request.Chat chat = Samples.read("{'model':'m','instructions':'Be brief','input':'Hello'}");

        assertThat(chat.messages())
                .containsExactly(
                        new Message(Role.SYSTEM, List.of(new Part.Text("Be brief"))),
                        new Message(Role.USER, List.of(new Part.Text("Hello"))));
        assertThat(chat.original()).isNull();
        assertThat(chat.stream()).isFalse();
    }

    @Test
    void putsTogetherWhatTheModelDidInOneGoAndWhatCameOfIt() {
        Request.Chat chat = Samples.read("""
                {'model':'m','input':[
                  {'role':'user','content':[{'type':'input_text','text':'Hello'}]},
                  {'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'%s'},
                  {'type':'message','role':'assistant','content':[{'type':'output_text','text':'I look'}]},
                  {'type':'function_call','call_id':'c1','name':'look','arguments':'{}'},
                  {'type':'function_call','call_id':'c2','name':'see','arguments':''},
                  {'type':'function_call_output','call_id':'c1','output':'one'},
                  {'type':'function_call_output','call_id':'c2','output':[{'type':'input_text','text':'two'}]},
                  {'role':'user','content':'Go on'}]}""".formatted(SealedThought.of("Hm", "seal")));

        assertThat(chat.messages())
                .containsExactly(
                        new Message(Role.USER, List.of(new Part.Text("Hello"))),
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Thinking("Hm", "seal"),
                                        new Part.Text("I look"),
                                        new Part.ToolCall("c1", "look", Json.EMPTY_OBJECT, null),
                                        new Part.ToolCall("c2", "see", Json.EMPTY_OBJECT, null))),
                        new Message(
                                Role.USER,
                                List.of(
                                        new Part.ToolResult("c1", "look", List.of(new Part.Text("one")), false),
                                        new Part.ToolResult("c2", "see", List.of(new Part.Text("two")), false),
                                        new Part.Text("Go on"))));
    }

    @Test
    void keepsCallsApartThatFollowEachOthersResults() {
        Request.Chat chat = Samples.read("""
                {'model':'m','input':[
                  {'role':'user','content':'Hello'},
                  {'type':'function_call','call_id':'c1','name':'look','arguments':'{}'},
                  {'type':'function_call_output','call_id':'c1','output':'one'},
                  {'type':'function_call','call_id':'c2','name':'look','arguments':'{}'},
                  {'type':'function_call_output','call_id':'c2','output':'two'}]}""");

        assertThat(chat.messages())
                .extracting(Message::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.USER, Role.ASSISTANT, Role.USER);
    }

    @Test
    void givesASealToTheCallThatFollowsIt() {
        Request.Chat chat = Samples.read("""
                {'model':'m','input':[
                  {'role':'user','content':'Hello'},
                  {'type':'reasoning','summary':[],'encrypted_content':'%s'},
                  {'type':'function_call','call_id':'c1','name':'look','arguments':'{}'},
                  {'type':'function_call','call_id':'c2','name':'look','arguments':'{}'},
                  {'type':'function_call_output','call_id':'c1','output':'one'}]}""".formatted(SealedThought.ofCall("seal")));

        assertThat(chat.messages().get(1).parts())
                .containsExactly(
                        new Part.ToolCall("c1", "look", Json.EMPTY_OBJECT, "seal"),
                        new Part.ToolCall("c2", "look", Json.EMPTY_OBJECT, null));
        assertThat(chat.rest()).isEmpty();
    }

    @Test
    void asksForLogProbabilitiesWhereTheyAreIncluded() {
        String asked = "{'model':'m','input':'Hello','top_logprobs':2%s}";

        assertThat(Samples.read(asked.formatted(",'include':['message.output_text.logprobs']"))
                        .rest())
                .isEqualTo(Map.of("logprobs", new Json("true"), "top_logprobs", new Json("2")));
        assertThat(Samples.read(asked.formatted("")).rest()).containsOnlyKeys("responses.top_logprobs");
    }

    @Test
    void readsPicturesAndFiles() {
        Request.Chat chat = Samples.read("""
                {'model':'m','input':[{'role':'user','content':[
                  {'type':'input_image','detail':'low','image_url':'data:image/png;base64,AAAA'},
                  {'type':'input_file','filename':'a.pdf','file_data':'AAAA'},
                  {'type':'input_file','file_url':'https://a.example/a.pdf'}]}]}""");

        assertThat(chat.messages().getFirst().parts())
                .containsExactly(
                        new Part.Image(new Media("image/png", "AAAA", null), "low"),
                        new Part.Document(new Media("application/pdf", "AAAA", null), "a.pdf"),
                        new Part.Document(new Media("application/pdf", null, "https://a.example/a.pdf"), null));
    }

    @Test
    void readsHowTheAnswerIsToBe() {
        Request.Chat chat = Samples.read("""
                {'model':'m','input':'Hello','stream':true,'max_output_tokens':50,'temperature':0.5,'top_p':0.25,
                 'reasoning':{'effort':'low','summary':'auto'},'parallel_tool_calls':false,
                 'text':{'verbosity':'low','format':{'type':'json_schema','name':'city','schema':{'type':'object'},'strict':true}}}""");

        assertThat(chat.stream()).isTrue();
        assertThat(chat.sampling().maxOutputTokens()).isEqualTo(50);
        assertThat(chat.sampling().temperature()).isEqualTo(0.5);
        assertThat(chat.sampling().topP()).isEqualTo(0.25);
        assertThat(chat.reasoning()).isEqualTo(new Reasoning(true, "low", null, true));
        assertThat(chat.parallelToolCalls()).isFalse();
        assertThat(chat.format())
                .isEqualTo(new Format.JsonSchema("city", null, new Json("{\"type\":\"object\"}"), true));
        assertThat(chat.rest()).containsOnlyKeys("verbosity");
    }

    @Test
    void offersACustomToolAsAFunctionOfOneText() throws Exception {
        Request.Chat chat = Samples.read("""
                {'model':'m','tools':[{'type':'custom','name':'patch','description':'Patches',
                  'format':{'type':'grammar','syntax':'lark','definition':'start: A'}}],
                 'tool_choice':{'type':'custom','name':'patch'},
                 'input':[{'role':'user','content':'Hello'},
                  {'type':'custom_tool_call','call_id':'c1','name':'patch','input':'a b'},
                  {'type':'custom_tool_call_output','call_id':'c1','output':'done'}]}""");

        Tool tool = chat.tools().getFirst();
        JsonNode input = JsonCodec.MAPPER.readTree(tool.schema().text()).at("/properties/input");
        assertThat(tool.name()).isEqualTo("patch");
        assertThat(input.path("type").asText()).isEqualTo("string");
        assertThat(input.path("description").asText()).contains("lark").contains("start: A");
        assertThat(chat.toolChoice()).isEqualTo(new ToolChoice.Named("patch"));
        assertThat(chat.rest()).containsOnlyKeys("responses.tools.format");
        assertThat(chat.messages().get(1).parts())
                .containsExactly(new Part.ToolCall("c1", "patch", new Json("{\"input\":\"a b\"}"), null));
    }

    @Test
    void repeatsWhatWasAskedAndTheDefaultsOfTheRest() throws Exception {
        String json = "{'model':'m','input':'Hello','tools':[{'type':'function','name':'look'}],'metadata':{'a':'b'}}";

        Echo echo = Objects.requireNonNull(Samples.read(json).call().echo());
        JsonNode fields = JsonCodec.MAPPER.readTree(echo.fields().text());

        assertThat(echo.id()).isEqualTo("resp_req_1");
        assertThat(echo.bytes()).isEqualTo(json.length());
        assertThat(echo.input()).isNull();
        assertThat(fields.at("/tools/0").has("parameters")).isTrue();
        assertThat(fields.at("/tools/0").has("strict")).isTrue();
        assertThat(fields.at("/metadata/a").asText()).isEqualTo("b");
        assertThat(fields.at("/text/format/type").asText()).isEqualTo("text");
        assertThat(fields.path("temperature").asDouble()).isEqualTo(1);
        assertThat(fields.path("store").asBoolean(true)).isFalse();
        assertThat(fields.has("input")).isFalse();
    }

    @Test
    void callsLostFieldsAsTheApiDoes() {
        Request.Chat chat = Samples.read("{'model':'m','input':'Hello','truncation':'auto'}");

        assertThat(chat.rest().keySet()).containsExactly("responses.truncation");
        assertThat(LostFields.told(
                        chat.call(), List.of("responses.truncation", "response_format", "verbosity", "user", "a b")))
                .containsExactly("truncation", "text.format", "text.verbosity", "user", "unknown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'input':'Hello'} | model",
                "{'model':'m'} | input",
                "{'model':'m','input':''} | input",
                "{'model':'m','input':7} | input",
                "{'model':'m','input':[]} | input",
                "{'model':'m','input':['Hello']} | input[0]",
                "{'model':'m','input':[{'role':'robot','content':'Hello'}]} | input[0].role",
                "{'model':'m','input':[{'role':'user'}]} | input[0].content",
                "{'model':'m','input':[{'role':'user','content':[{'type':'text2'}]}]} | input[0].content[0].type",
                "{'model':'m','input':[{'role':'user','content':[{'type':'input_image','image_url':'ftp://a'}]}]} | input[0].content[0].image_url",
                "{'model':'m','input':[{'role':'system','content':[{'type':'input_file','file_id':'f'}]}]} | input[0].content",
                "{'model':'m','input':[{'type':'function_call','name':'look'}]} | input[0].call_id",
                "{'model':'m','input':'Hello','max_output_tokens':0} | max_output_tokens",
                "{'model':'m','input':'Hello','temperature':3} | temperature",
                "{'model':'m','input':'Hello','truncation':'x'} | truncation",
                "{'model':'m','input':'Hello','metadata':7} | metadata",
                "{'model':'m','input':'Hello','text':{'format':{'type':'x'}}} | text.format.type",
                "{'model':'m','input':'Hello','text':{'format':{'type':'json_schema','name':'a'}}} | text.format.schema",
                "{'model':'m','input':'Hello','tool_choice':'x'} | tool_choice",
                "{'model':'m','input':'Hello','tool_choice':{'type':'function','name':'x'}} | tool_choice",
            })
    void blamesTheFieldThatIsWrong(String json, String param) {
        Refusal refusal = refusal(json);

        assertThat(refusal)
                .isInstanceOfSatisfying(
                        Refusal.Malformed.class,
                        malformed -> assertThat(malformed.param()).isEqualTo(param));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'background':true | background | /v1/jobs",
                "'conversation':'conv_1' | conversation | input",
                "'prompt':{'id':'p'} | prompt | instructions",
                "'previous_response_id':'resp_1' | previous_response_id | gateway.responses.store",
                "'tools':[{'type':'web_search'}] | tools[0].type | functions",
                "'tools':[{'type':'function','name':'a'},{'type':'mcp'}] | tools[1].type | functions",
            })
    void refusesWhatOnlyOpenAiCanDoAndSaysWhatToDoInstead(String field, String param, String advice) {
        Refusal refusal = refusal("{'model':'m','input':'Hello'," + field + "}");

        assertThat(refusal).isInstanceOfSatisfying(Refusal.UnsupportedFeature.class, feature -> {
            assertThat(feature.param()).isEqualTo(param);
            assertThat(feature.problem()).contains("'" + param + "'").contains(advice);
        });
    }

    private static Refusal refusal(String json) {
        return Objects.requireNonNull(catchThrowableOfType(RefusedException.class, () -> Samples.read(json)))
                .refusal();
    }
}
