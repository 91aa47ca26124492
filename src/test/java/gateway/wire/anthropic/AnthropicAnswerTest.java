package gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.model.Completion;
import gateway.model.Dialect;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.Json;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.Usage;
import gateway.wire.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicAnswerTest {
    private static final String ANSWER = """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[\
            {"type":"thinking","thinking":"hm","signature":"s1"},{"type":"redacted_thinking","data":"d1"},\
            {"type":"text","text":"Hi"},{"type":"tool_use","id":"toolu_1","name":"add","input":{"a":1}},\
            {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}],\
            "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":3,\
            "cache_creation_input_tokens":30,"cache_read_input_tokens":100,\
            "cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20},"output_tokens":7,\
            "output_tokens_details":{"thinking_tokens":2}}}""";

    @Test
    void readsAWholeAnswer() {
        Completion completion = decode(ANSWER);

        assertThat(completion)
                .isEqualTo(new Completion(
                        "msg_1",
                        "claude",
                        List.of(
                                new Part.Thinking("hm", "s1"),
                                new Part.RedactedThinking("d1"),
                                new Part.Text("Hi"),
                                new Part.ToolCall("toolu_1", "add", new Json("{\"a\":1}"), null),
                                new Part.Other(Dialect.ANTHROPIC, "server_tool_use", new Json("""
                                        {"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}\
                                        """))),
                        FinishReason.TOOL_CALLS,
                        null,
                        new Usage(133, 100, 10, 20, 7, 2)));
    }

    @Test
    void writesWhatItHasRead() {
        byte[] written = new AnthropicClientCodec().write(Samples.thoughtful(Samples.CLAUDE), decode(ANSWER));

        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(ANSWER);
    }

    @Test
    void countsWritesOfUntoldDurationAsFiveMinutes() {
        Completion completion = decode("""
                {"content":[],"stop_reason":"end_turn","usage":{"input_tokens":1,"cache_creation_input_tokens":5,
                 "cache_read_input_tokens":0,"output_tokens":2}}""");

        assertThat(completion.usage()).isEqualTo(new Usage(6, 0, 5, 0, 2, 0));
    }

    @Test
    void tellsNoUsageWhereOneOfTheTwoCountsOfTheCacheIsMissing() {
        Completion completion = decode("""
                {"content":[],"stop_reason":"end_turn","usage":{"input_tokens":1,"cache_creation_input_tokens":5,"output_tokens":2}}""");

        assertThat(completion.usage()).isNull();
    }

    @Test
    void toleratesMissingUsageAndUnknownKindsOfBlocks() {
        Completion completion = decode("""
                {"content":[{"type":"poem"},{"type":"tool_use","id":"t","name":"n","input":{}}],"usage":"none",
                "stop_reason":"tool_use"}""");

        assertThat(completion.usage()).isNull();
        assertThat(completion.content())
                .containsExactly(
                        new Part.Other(Dialect.ANTHROPIC, "poem", new Json("{\"type\":\"poem\"}")),
                        new Part.ToolCall("t", "n", Json.EMPTY_OBJECT, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}",
                "{\"content\":[{\"type\":\"text\",\"text\":\"a\"}],\"stop_reason\":7}",
                "{\"content\":[{\"type\":\"text\"}],\"stop_reason\":\"end_turn\"}",
                "{\"content\":[{\"text\":\"a\"}],\"stop_reason\":\"end_turn\"}",
                "{\"content\":[7],\"stop_reason\":\"end_turn\"}",
                "{\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\"}],\"stop_reason\":\"tool_use\"}"
            })
    void failsWithoutAFieldWithoutWhichItMeansNothing(String answer) {
        assertThatExceptionOfType(FailedException.class)
                .isThrownBy(() -> decode(answer))
                .extracting(FailedException::failure)
                .isEqualTo(Failure.of(Failure.Kind.BROKEN, 200, "garbage"));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, STOP",
        "max_tokens, LENGTH",
        "stop_sequence, STOP_SEQUENCE",
        "tool_use, TOOL_CALLS",
        "refusal, CONTENT_FILTER",
        "model_context_window_exceeded, LENGTH",
        "pause_turn, OTHER",
        "something_new, OTHER",
    })
    void knowsEveryStopReason(String value, FinishReason reason) {
        assertThat(decode("{\"content\":[],\"stop_reason\":\"" + value + "\"}").finish())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"content\":\"Hi\"}", "{\"content\":[", "null"})
    void failsOnGarbage(String body) {
        assertThat(failure(body)).isEqualTo(Failure.of(Failure.Kind.BROKEN, 200, "garbage"));
    }

    @Test
    void failsOnAnErrorInSpiteOfTheStatus() {
        Failure failure =
                failure("{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"later\"}}");

        assertThat(failure).isEqualTo(Failure.of(Failure.Kind.RATE_LIMITED, 429, "rate_limit_error"));
    }

    @Test
    void writesAnAnswerOfAnotherDialect() {
        Completion completion = new Completion(
                "",
                "",
                List.of(
                        new Part.Thinking("not asked for", null),
                        new Part.Text(""),
                        new Part.Text("Hi \uD83D\uDE00"),
                        new Part.ToolCall("call_1", "a", new Json(""), null),
                        new Part.ToolCall("call_2", "b", new Json("{\"x\":1.0}"), null),
                        new Part.ToolCall("call_3", "c", new Json("{\"x\":"), null),
                        new Part.ToolCall("call_4", "d", new Json("{} {}"), null)),
                FinishReason.TOOL_CALLS,
                null,
                new Usage(10, 4, 1, 2, 7, 0));

        assertThat(write(Samples.plain(Samples.GPT), completion)).isEqualTo("""
                {"id":"msg_req1","type":"message","role":"assistant","model":"gpt-5","content":[\
                {"type":"text","text":"Hi \uD83D\uDE00"},\
                {"type":"tool_use","id":"call_1","name":"a","input":{}},\
                {"type":"tool_use","id":"call_2","name":"b","input":{"x":1.0}},\
                {"type":"tool_use","id":"call_3","name":"c","input":{"INVALID_JSON":"{\\"x\\":"}},\
                {"type":"tool_use","id":"call_4","name":"d","input":{"INVALID_JSON":"{} {}"}}],\
                "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":3,\
                "cache_creation_input_tokens":3,"cache_read_input_tokens":4,\
                "cache_creation":{"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":2},"output_tokens":7}}""");
    }

    @Test
    void showsThoughtsThatWereAskedFor() {
        Completion completion = new Completion(
                "x", "y", List.of(new Part.Thinking("hm", null)), FinishReason.STOP_SEQUENCE, "END", null);

        assertThat(write(Samples.thoughtful(Samples.GPT), completion))
                .contains("{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"\"}")
                .contains("\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"")
                .contains("\"input_tokens\":0");
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error",
        "401, authentication_error",
        "402, billing_error",
        "403, permission_error",
        "404, not_found_error",
        "405, invalid_request_error",
        "413, request_too_large",
        "429, rate_limit_error",
        "500, api_error",
        "502, api_error",
        "503, overloaded_error",
        "504, timeout_error",
        "529, overloaded_error",
    })
    void writesErrorsInItsOwnShape(int status, String type) {
        byte[] body = new AnthropicClientCodec().error(new Problem(status, "code", "say \"please\"", "p", "req1"));

        assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("""
                {"type":"error","error":{"type":"%s","message":"say \\"please\\""},"request_id":"req1"}""".formatted(type));
    }

    private static Completion decode(String body) {
        return new AnthropicProviderCodec().decode(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Failure failure(String body) {
        FailedException failed = catchThrowableOfType(FailedException.class, () -> decode(body));
        return failed.failure();
    }

    private static String write(Outcome outcome, Completion completion) {
        return new String(new AnthropicClientCodec().write(outcome, completion), StandardCharsets.UTF_8);
    }
}
