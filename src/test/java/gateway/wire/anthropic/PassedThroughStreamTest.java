package gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.Usage;
import gateway.wire.EventReader;
import gateway.wire.EventWriter;
import gateway.wire.Problem;
import gateway.wire.sse.SseReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassedThroughStreamTest {
    private static final String START = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],"usage":{"input_tokens":9,"cache_read_input_tokens":5,"cache_creation":{"ephemeral_1h_input_tokens":2},"output_tokens":1}} }

            event: ping
            data: {"type": "ping"}

            """;
    private static final String CONTENT = """
            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s1"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"d1"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"Hi"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":2}

            event: content_block_start
            data: {"type":"content_block_start","index":3,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":3}

            event: content_block_start
            data: {"type":"content_block_start","index":4,"content_block":{"type":"tool_use","id":"toolu_1","name":"add","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":"{\\"a\\":1}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":4}

            event: something_new
            data: {"type":"something_new"}

            """;
    private static final String FINISH = """
            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":7}}

            """;
    private static final String STOP = """
            event: message_stop
            data: {"type":"message_stop"}

            """;
    private static final Problem PROBLEM = new Problem(502, "all_providers_failed", "gone", null, "req1");

    private final EventReader provider = new AnthropicProviderCodec().events();
    private final EventWriter writer = new AnthropicClientCodec().events(Samples.thoughtful(Samples.CLAUDE));
    private final Recorder client = new Recorder();

    @Test
    void readsWhatEveryEventMeans() {
        List<Chunk> chunks = new ArrayList<>();
        read(START + CONTENT + FINISH + STOP).forEach(event -> chunks.addAll(event.chunks()));

        assertThat(chunks)
                .containsExactly(
                        new Chunk.Started("msg_1", "claude"),
                        new Chunk.UsageSeen(new Usage(16, 5, 0, 2, 1, 0)),
                        new Chunk.ThinkingDelta("hm"),
                        new Chunk.ThinkingSignature("s1"),
                        new Chunk.RedactedThinkingBlock("d1"),
                        new Chunk.TextDelta("Hi"),
                        new Chunk.ToolCallStarted(0, "toolu_1", "add", null),
                        new Chunk.ToolCallArguments(0, "{\"a\":1}"),
                        new Chunk.Finished(FinishReason.TOOL_CALLS, null),
                        new Chunk.UsageSeen(new Usage(16, 5, 0, 2, 7, 0)),
                        new Chunk.Done());
    }

    @Test
    void knowsWhenTheAnswerIsComplete() {
        read(START + CONTENT);
        boolean before = provider.complete();
        read(FINISH);

        assertThat(before).isFalse();
        assertThat(provider.complete()).isTrue();
    }

    @Test
    void ignoresEverythingAfterTheEnd() {
        read(START + CONTENT + FINISH + STOP);

        assertThat(read("data: [DONE]\n\n").getFirst().chunks()).isEmpty();
    }

    @Test
    void takesACommentForAHeartbeat() {
        assertThat(read(": hello\n\n").getFirst().chunks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "<html>", "[DONE]"})
    void failsOnGarbage(String data) {
        FailedException failed = catchThrowableOfType(
                FailedException.class, () -> read("event: content_block_delta\ndata: " + data + "\n\n"));

        assertThat(failed.failure()).isEqualTo(Failure.of(Failure.Kind.BROKEN, 200, "garbage"));
    }

    @Test
    void failsOnAnErrorEvent() {
        FailedException failed = catchThrowableOfType(FailedException.class, () -> read("""
                event: error
                data: {"type":"error","error":{"details":null,"type":"overloaded_error","message":"Overloaded"}}

                """));

        assertThat(failed.failure()).isEqualTo(Failure.of(Failure.Kind.BROKEN, 529, "overloaded_error"));
    }

    @Test
    void passesBytesThroughUntouched() {
        pass(START + CONTENT + FINISH + STOP);
        writer.end(client);

        assertThat(client.text()).isEqualTo(START + CONTENT + FINISH + STOP);
    }

    @Test
    void endsAnAnswerThatTheProviderDidNot() {
        pass(START + CONTENT + FINISH);
        writer.end(client);

        assertThat(client.text()).isEqualTo(START + CONTENT + FINISH + STOP);
    }

    @Test
    void endsInAnErrorAndNothingElse() {
        pass(START + CONTENT);
        writer.fail(PROBLEM, client);
        writer.end(client);

        assertThat(client.text()).startsWith(START + CONTENT).endsWith("\"request_id\":\"req1\"}\n\n");
    }

    @Test
    void writesAnewWhatLostItsBytesFromTheStart() {
        List<Event> events = read(START + CONTENT + FINISH + STOP);
        List<Chunk> chunks = new ArrayList<>();

        for (Event event : events) {
            writer.next(new Event(event.chunks(), null), client);
            chunks.addAll(event.chunks());
        }
        writer.end(client);

        client.assertValid();
        assertThat(client.chunks())
                .filteredOn(chunk -> !(chunk instanceof Chunk.UsageSeen))
                .containsExactlyElementsOf(chunks.stream()
                        .filter(chunk -> !(chunk instanceof Chunk.UsageSeen))
                        .toList());
    }

    @Test
    void putsAReplacedPieceIntoTheBlockThatIsOpen() {
        for (Event event : read(START + CONTENT + FINISH + STOP)) {
            boolean text = event.chunks().contains(new Chunk.TextDelta("Hi"));
            writer.next(text ? new Event(List.of(new Chunk.TextDelta("**")), null) : event, client);
        }
        writer.end(client);

        client.assertValid();
        assertThat(client.text()).isEqualTo(START + CONTENT.replace("\"Hi\"", "\"**\"") + FINISH + STOP);
    }

    @Test
    void writesAReplacedEndingInItsPlace() {
        pass(START);
        client.write(writer, new Chunk.Finished(FinishReason.CONTENT_FILTER, null), new Chunk.Done());
        writer.end(client);

        assertThat(client.text())
                .contains("\"stop_reason\":\"refusal\"")
                .endsWith(STOP)
                .containsOnlyOnce(STOP);
    }

    private void pass(String frames) {
        read(frames).forEach(event -> writer.next(event, client));
    }

    private List<Event> read(String frames) {
        List<Event> events = new ArrayList<>();
        new SseReader(1 << 20).read(frames.getBytes(StandardCharsets.UTF_8), frame -> events.add(provider.next(frame)));
        return events;
    }
}
