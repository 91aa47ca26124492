package gateway.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Completion;
import gateway.model.Dialect;
import gateway.model.FinishReason;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Message;
import gateway.model.Original;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.Sampling;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import gateway.wire.Problem;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiClientCodecTest {
    private static final OpenAiClientCodec CODEC = new OpenAiClientCodec(() -> Instant.ofEpochSecond(1_700_000_000));
    private static final Request.Chat HELLO =
            Samples.read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

    @Test
    void readsTheLeastThatARequestCanBe() {
        String json = "{\"model\":\"gpt-5\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stop\":null}";

        Request.Chat chat = Samples.read(json);

        assertThat(chat.model()).isEqualTo("gpt-5");
        assertThat(chat.messages()).containsExactly(new Message(Role.USER, List.of(new Part.Text("hi"))));
        assertThat(chat.sampling()).isEqualTo(Sampling.DEFAULT);
        assertThat(chat.rest()).isEmpty();
        assertThat(chat.stream()).isFalse();
        assertThat(chat.original()).isEqualTo(new Original(Dialect.OPENAI, json));
    }

    @Test
    void joinsToolResultsWithTheUsersNextWords() {
        Request.Chat chat = Samples.read("""
                {"model":"m","messages":[
                  {"role":"developer","content":"be brief"},
                  {"role":"user","content":"weather?"},
                  {"role":"assistant","content":null,"tool_calls":[
                    {"id":"a","type":"function","function":{"name":"weather","arguments":"{\\"at\\":1}"}},
                    {"id":"b","type":"function","function":{"name":"time","arguments":""}}]},
                  {"role":"tool","tool_call_id":"a","content":"sunny"},
                  {"role":"tool","tool_call_id":"b","content":[{"type":"text","text":"noon"}]},
                  {"role":"user","content":"and?"}]}
                """);

        List<Message> messages = chat.messages();

        assertThat(messages)
                .extracting(Message::role)
                .containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER);
        assertThat(messages.get(2).parts())
                .containsExactly(
                        new Part.ToolCall("a", "weather", new Json("{\"at\":1}"), null),
                        new Part.ToolCall("b", "time", Json.EMPTY_OBJECT, null));
        assertThat(messages.get(3).parts())
                .containsExactly(
                        new Part.ToolResult("a", "weather", List.of(new Part.Text("sunny")), false),
                        new Part.ToolResult("b", "time", List.of(new Part.Text("noon")), false),
                        new Part.Text("and?"));
    }

    @Test
    void pairsTheOlderFunctionCallsWithTheirResults() {
        Request.Chat chat = Samples.read("""
                {"model":"m","functions":[{"name":"f"}],"messages":[
                  {"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},
                  {"role":"function","name":"f","content":"1"}]}
                """);

        Part call = chat.messages().get(0).parts().getFirst();
        Part result = chat.messages().get(1).parts().getFirst();

        assertThat(call).isEqualTo(new Part.ToolCall("call_function_1", "f", Json.EMPTY_OBJECT, null));
        assertThat(result).isEqualTo(new Part.ToolResult("call_function_1", "f", List.of(new Part.Text("1")), false));
        assertThat(chat.rest()).containsKeys("functions", "messages[].name");
    }

    @Test
    void readsEveryKindOfPart() {
        Request.Chat chat = Samples.read("""
                {"model":"m","messages":[{"role":"user","content":[
                  {"type":"text","text":"see"},
                  {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},
                  {"type":"image_url","image_url":{"url":"https://example.com/a.png"}},
                  {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,BBBB"}},
                  {"type":"file","file":{"file_id":"file-1"}},
                  {"type":"input_audio","input_audio":{"data":"CCCC","format":"wav"}}]}]}
                """);

        List<Part> parts = chat.messages().getFirst().parts();

        assertThat(parts.subList(0, 4))
                .containsExactly(
                        new Part.Text("see"),
                        new Part.Image(new Media("image/png", "AAAA", null), "low"),
                        new Part.Image(new Media("application/octet-stream", null, "https://example.com/a.png"), null),
                        new Part.Document(new Media("application/pdf", "BBBB", null), "a.pdf"));
        assertThat(parts.subList(4, 6))
                .extracting(part -> ((Part.Other) part).type())
                .containsExactly("file", "input_audio");
    }

    @Test
    void readsSamplingByBothNamesOfTheTokenLimit() {
        Request.Chat chat = Samples.read("""
                {"model":"m","messages":[{"role":"user","content":"hi"}],"max_tokens":5,"max_completion_tokens":7,
                 "temperature":0.5,"top_p":1,"seed":9007199254740993,"presence_penalty":-2,"frequency_penalty":1.5,
                 "stop":["a","b"],"reasoning_effort":"low","stream":true,"stream_options":{"include_usage":true}}
                """);

        assertThat(chat.sampling()).isEqualTo(new Sampling(7, 0.5, 1.0, null, 9007199254740993L, -2.0, 1.5));
        assertThat(chat.stop()).containsExactly("a", "b");
        assertThat(chat.reasoning()).isEqualTo(new Reasoning(true, "low", null, false));
        assertThat(chat.stream()).isTrue();
        assertThat(chat.streamUsage()).isTrue();
        assertThat(chat.rest()).isEmpty();
    }

    @Test
    void takesTheLargerOfTwoTokenLimitsAsAProviderMayObeyEither() {
        Request.Chat chat = Samples.read("""
                {"model":"m","messages":[{"role":"user","content":"hi"}],"max_tokens":9000,"max_completion_tokens":7}
                """);

        assertThat(chat.sampling().maxOutputTokens()).isEqualTo(9_000);
    }

    @Test
    void takesTheEffortNoneAsThinkingSwitchedOff() {
        Request.Chat chat = Samples.read(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"reasoning_effort\":\"none\"}");

        assertThat(chat.reasoning()).isEqualTo(new Reasoning(false, "none", null, false));
    }

    @Test
    void readsToolsAndKeepsThoseOfOtherKinds() {
        Request.Chat chat = Samples.read("""
                {"model":"m","messages":[{"role":"user","content":"hi"}],"parallel_tool_calls":false,
                 "tools":[{"type":"function","function":{"name":"f","description":"d","strict":true,
                            "parameters":{"type":"object"}}},
                          {"type":"custom","custom":{"name":"c"}}],
                 "tool_choice":{"type":"function","function":{"name":"f"}}}
                """);

        assertThat(chat.tools()).containsExactly(new Tool("f", "d", new Json("{\"type\":\"object\"}"), true));
        assertThat(chat.toolChoice()).isEqualTo(new ToolChoice.Named("f"));
        assertThat(chat.parallelToolCalls()).isFalse();
        assertThat(chat.rest().get("tools")).isEqualTo(new Json("[{\"type\":\"custom\",\"custom\":{\"name\":\"c\"}}]"));
    }

    @Test
    void takesAToolWithoutATypeForAFunction() {
        Request.Chat chat = Samples.read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                + "\"tools\":[{\"function\":{\"name\":\"f\",\"parameters\":{}}}]}");

        assertThat(chat.tools()).containsExactly(new Tool("f", null, Json.EMPTY_OBJECT, null));
    }

    @Test
    void readsTheFormatOfTheAnswer() {
        Request.Chat chat = Samples.read("""
                {"model":"m","messages":[{"role":"user","content":"hi"}],"response_format":{"type":"json_schema",
                 "json_schema":{"name":"n","strict":true,"schema":{"type":"object"}}}}
                """);

        assertThat(chat.format()).isEqualTo(new Format.JsonSchema("n", null, new Json("{\"type\":\"object\"}"), true));
    }

    @Test
    void keepsFieldsThatItDoesNotKnow() {
        Request.Chat chat = Samples.read("""
                {"model":"m","messages":[{"role":"user","content":"hi"}],"n":2,"logit_bias":{"1":-100},"tomorrow":[1],
                 "stream_options":{"include_usage":false,"include_obfuscation":true}}
                """);

        assertThat(chat.rest()).containsOnlyKeys("n", "logit_bias", "tomorrow", "stream_options");
        assertThat(chat.rest().get("logit_bias")).isEqualTo(new Json("{\"1\":-100}"));
    }

    @Test
    void writesAWholeAnswer() throws JsonProcessingException {
        Completion completion = new Completion(
                "",
                "",
                List.of(
                        new Part.Thinking("hm", "seal"),
                        new Part.Text("Let me "),
                        new Part.Text("look \"up\""),
                        new Part.ToolCall("t1", "f", new Json("{\"a\":1}"), null)),
                FinishReason.TOOL_CALLS,
                null,
                Samples.USAGE);

        JsonNode json =
                JsonCodec.read(ByteBuffer.wrap(CODEC.write(Samples.outcome(HELLO, Samples.CLAUDE), completion)));

        assertThat(json).isEqualTo(JsonCodec.MAPPER.readTree("""
                {"id":"chatcmpl-req-1","object":"chat.completion","created":1700000000,"model":"test-model",
                 "choices":[{"index":0,"message":{"role":"assistant","content":"Let me look \\"up\\"","refusal":null,
                   "reasoning_content":"hm",
                   "tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}}]},
                   "logprobs":null,"finish_reason":"tool_calls"}],
                 "usage":{"prompt_tokens":10,"completion_tokens":7,"total_tokens":17,
                   "prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":3},
                   "completion_tokens_details":{"reasoning_tokens":3}}}
                """));
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, stop",
        "STOP_SEQUENCE, stop",
        "LENGTH, length",
        "TOOL_CALLS, tool_calls",
        "CONTENT_FILTER, content_filter",
        "OTHER, stop"
    })
    void saysWhyTheAnswerEnded(FinishReason reason, String word) throws JsonProcessingException {
        Completion completion = new Completion("id", "m", List.of(new Part.Text("x")), reason, null, null);

        JsonNode json =
                JsonCodec.read(ByteBuffer.wrap(CODEC.write(Samples.outcome(HELLO, Samples.CLAUDE), completion)));

        assertThat(json.path("choices").path(0).path("finish_reason").textValue())
                .isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request, invalid_request_error, invalid_request",
        "400, blocked_by_guardrail, invalid_request_error, content_filter",
        "401, invalid_api_key, invalid_request_error, invalid_api_key",
        "429, rate_limited, requests, rate_limited",
        "429, budget_exceeded, insufficient_quota, budget_exceeded",
        "503, overloaded, server_error, overloaded"
    })
    void writesErrorsAsOpenAiDoes(int status, String code, String type, String word) throws JsonProcessingException {
        Problem problem = new Problem(status, code, "Do it \"right\".", "stop", "req-1");

        JsonNode error = JsonCodec.read(ByteBuffer.wrap(CODEC.error(problem))).path("error");

        assertThat(error.path("message").textValue()).isEqualTo("Do it \"right\".");
        assertThat(error.path("type").textValue()).isEqualTo(type);
        assertThat(error.path("param").textValue()).isEqualTo("stop");
        assertThat(error.path("code").textValue()).isEqualTo(word);
    }
}
