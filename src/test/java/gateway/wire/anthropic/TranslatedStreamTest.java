package gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Chunk;
import gateway.model.FinishReason;
import gateway.model.Outcome;
import gateway.model.Usage;
import gateway.wire.EventWriter;
import gateway.wire.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TranslatedStreamTest {
    private static final Chunk STARTED = new Chunk.Started("chatcmpl-1", "gpt-5-2026");
    private static final Chunk STOPPED = new Chunk.Finished(FinishReason.STOP, null);
    private static final Chunk CALLED = new Chunk.Finished(FinishReason.TOOL_CALLS, null);

    private final Recorder client = new Recorder();

    @Test
    void writesTextAsAnthropicWould() {
        EventWriter writer = writer();

        client.write(writer, STARTED, text(""), text("Hi"), text(" \"you\"\n"), STOPPED, usage(9, 4), new Chunk.Done());
        writer.end(client);

        assertThat(client.text()).isEqualTo("""
                event: message_start
                data: {"type":"message_start","message":{"id":"chatcmpl-1","type":"message","role":"assistant",\
                "model":"gpt-5-2026","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,\
                "cache_creation_input_tokens":0,"cache_read_input_tokens":0,\
                "cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":0}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" \\"you\\"\\n"}}

                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
                "usage":{"input_tokens":9,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,\
                "output_tokens":4}}

                event: message_stop
                data: {"type":"message_stop"}

                """);
    }

    @Test
    void tellsInputThatIsKnownBeforeTheFirstContent() {
        EventWriter writer = writer();

        client.write(writer, STARTED, new Chunk.UsageSeen(new Usage(10, 4, 1, 0, 0, 0)), text("Hi"));

        JsonNode usage = client.events().getFirst().path("message").path("usage");
        assertThat(usage.path("input_tokens").asInt()).isEqualTo(5);
        assertThat(usage.path("cache_read_input_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void sendsEachPieceOfTextAtOnce() {
        EventWriter writer = writer();
        client.write(writer, STARTED, text("a"));
        int before = client.events().size();

        client.write(writer, text("b"));

        assertThat(client.events()).hasSize(before + 1);
    }

    @Test
    void sendsToolCallsOneAfterTheOtherAsTheyCome() {
        EventWriter writer = writer();

        client.write(writer, STARTED, call(0), arguments(0, "{\"a\": \"}\\\""), arguments(0, "\"}"), call(1));
        client.write(writer, arguments(1, "{"));

        List<JsonNode> events = client.events();
        assertThat(events.getLast().path("index").asInt()).isEqualTo(1);
        assertThat(events.getLast().path("delta").path("partial_json").asText()).isEqualTo("{");
    }

    @Test
    void sortsToolCallsThatComeInTurns() {
        EventWriter writer = writer();

        client.write(writer, STARTED, text("Let me see."), call(0), call(1), arguments(0, "{\"c\":"), call(2));
        client.write(writer, arguments(1, "{\"d\":"), arguments(0, "1}"), arguments(2, ""), arguments(1, "2}"));
        client.write(writer, CALLED, usage(1, 2));
        writer.end(client);

        client.assertValid();
        assertThat(inputs(0)).isEqualTo("{\"c\":1}");
        assertThat(inputs(1)).isEqualTo("{\"d\":2}");
        assertThat(inputs(2)).isEmpty();
        assertThat(client.chunks()).contains(call(0), call(1), call(2), CALLED);
    }

    @Test
    void holdsBackTextThatComesInsideAToolCall() {
        EventWriter writer = writer();

        client.write(
                writer, STARTED, call(0), arguments(0, "{"), text("so"), arguments(0, "}"), text(" it is"), CALLED);
        writer.end(client);

        client.assertValid();
        assertThat(client.chunks()).containsSubsequence(arguments(0, "}"), text("so"), text(" it is"));
    }

    @Test
    void passesOverArgumentsAfterTheirEnd() {
        EventWriter writer = writer();

        client.write(writer, STARTED, call(0), arguments(0, "{}"), arguments(0, "{}"), arguments(5, "{}"), CALLED);
        writer.end(client);

        client.assertValid();
        assertThat(inputs(0)).as("stands in the start").isEmpty();
    }

    @Test
    void showsThoughtsThatWereAskedForWithTheirSeal() {
        EventWriter writer = new AnthropicClientCodec().events(Samples.thoughtful(Samples.GPT));
        Chunk[] answer = {
            new Chunk.ThinkingDelta("hm"),
            new Chunk.ThinkingDelta("!"),
            new Chunk.ThinkingSignature("s1"),
            new Chunk.ThinkingDelta("unsealed"),
            new Chunk.RedactedThinkingBlock("d1"),
            text("Hi"),
            STOPPED
        };

        client.write(writer, STARTED).write(writer, answer);
        writer.end(client);

        client.assertValid();
        assertThat(client.chunks()).containsSubsequence(answer);
    }

    @Test
    void hidesThoughtsThatWereNotAskedFor() {
        EventWriter writer = writer();

        client.write(writer, STARTED, new Chunk.ThinkingDelta("hm"), text("Hi"), STOPPED);
        writer.end(client);

        client.assertValid();
        assertThat(client.text()).doesNotContain("hm").contains("\"index\":0");
    }

    @Test
    void writesAWholeMessageEvenForAnEmptyAnswer() {
        EventWriter writer = writer();

        writer.end(client);

        client.assertValid();
        assertThat(client.chunks()).contains(new Chunk.Started("msg_req1", "gpt-5"), STOPPED);
    }

    @Test
    void tellsTheStopSequence() {
        EventWriter writer = writer();

        client.write(writer, STARTED, text("Hi"), new Chunk.Finished(FinishReason.STOP_SEQUENCE, "END"));
        writer.end(client);

        assertThat(client.chunks()).contains(new Chunk.Finished(FinishReason.STOP_SEQUENCE, "END"));
    }

    @Test
    void writesNothingAfterAnError() {
        EventWriter writer = writer();
        client.write(writer, STARTED, text("Hi"));

        writer.fail(new Problem(502, "all_providers_failed", "gone", null, "req1"), client);
        client.write(writer, text("more"), STOPPED);
        writer.end(client);

        assertThat(client.text()).endsWith("""
                event: error
                data: {"type":"error","error":{"type":"api_error","message":"gone"},"request_id":"req1"}

                """);
    }

    private static EventWriter writer() {
        Outcome outcome = Samples.plain(Samples.GPT);
        return new AnthropicClientCodec().events(outcome);
    }

    private String inputs(int index) {
        return client.chunks().stream()
                .filter(chunk -> chunk instanceof Chunk.ToolCallArguments arguments && arguments.index() == index)
                .map(chunk -> ((Chunk.ToolCallArguments) chunk).fragment())
                .collect(Collectors.joining());
    }

    private static Chunk text(String text) {
        return new Chunk.TextDelta(text);
    }

    private static Chunk call(int index) {
        return new Chunk.ToolCallStarted(index, "call_" + index, "tool", null);
    }

    private static Chunk arguments(int index, String fragment) {
        return new Chunk.ToolCallArguments(index, fragment);
    }

    private static Chunk usage(long input, long output) {
        return new Chunk.UsageSeen(Usage.of(input, output));
    }
}
