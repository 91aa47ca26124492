package gateway.wire.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gateway.model.Chunk;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.Usage;
import gateway.wire.EventReader;
import gateway.wire.sse.SseFrame;
import gateway.wire.sse.SseReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeminiEventReaderTest {
    private static final String STREAM = frame("""
                    {"candidates":[{"content":{"parts":[{"text":"Hm","thought":true}]}}],"usageMetadata":\
                    {"promptTokenCount":9},"modelVersion":"gemini-2.5-flash","responseId":"r1"}""") + frame("""
                    {"candidates":[{"content":{"parts":[{"text":"Grüße aus "}]}}],"usageMetadata":\
                    {"promptTokenCount":9,"candidatesTokenCount":2,"thoughtsTokenCount":3},"responseId":"r1"}""") + frame("""
                    {"candidates":[{"content":{"parts":[{"text":"Wien"}]},"finishReason":"STOP"}],"usageMetadata":\
                    {"promptTokenCount":9,"candidatesTokenCount":4,"thoughtsTokenCount":3},"responseId":"r1"}""");
    private static final String LATE_ERROR = """
            {
              "error": {
                "code": 499,
                "message": "The operation was cancelled.",
                "status": "CANCELLED"
              }
            }
            """;

    private final EventReader reader = new GeminiProviderCodec().events();

    @Test
    void readsThoughtsTextUsageAndEnd() {
        byte[] stream = STREAM.getBytes(StandardCharsets.UTF_8);

        List<Chunk> chunks = chunks(reader, stream);

        assertThat(chunks)
                .containsExactly(
                        new Chunk.Started("r1", "gemini-2.5-flash"),
                        new Chunk.ThinkingDelta("Hm"),
                        new Chunk.TextDelta("Grüße aus "),
                        new Chunk.UsageSeen(new Usage(9, 0, 0, 0, 5, 3)),
                        new Chunk.TextDelta("Wien"),
                        new Chunk.UsageSeen(new Usage(9, 0, 0, 0, 7, 3)),
                        new Chunk.Finished(FinishReason.STOP, null));
        assertThat(reader.complete()).isTrue();
    }

    @Test
    void readsTheSameWhereverTheBytesAreCut() {
        byte[] stream = STREAM.getBytes(StandardCharsets.UTF_8);
        List<Chunk> whole = chunks(reader, stream);

        for (int cut = 1; cut < stream.length; cut++) {
            List<Chunk> pieces = chunks(
                    new GeminiProviderCodec().events(),
                    Arrays.copyOf(stream, cut),
                    Arrays.copyOfRange(stream, cut, stream.length));

            assertThat(pieces).isEqualTo(whole);
        }
    }

    @Test
    void startsAndFillsACallAtOnce() {
        byte[] stream = frame("""
                {"candidates":[{"content":{"parts":[{"functionCall":{"id":"hq1","name":"f","args":{"a":1}},\
                "thoughtSignature":"c2VhbA=="},{"functionCall":{"name":"g"}}]},"finishReason":"STOP"}],\
                "responseId":"r1"}""").getBytes(StandardCharsets.UTF_8);

        List<Chunk> chunks = chunks(reader, stream);

        assertThat(chunks)
                .contains(
                        new Chunk.ToolCallStarted(0, "hq1", "f", "c2VhbA=="),
                        new Chunk.ToolCallArguments(0, "{\"a\":1}"),
                        new Chunk.ToolCallArguments(1, "{}"))
                .endsWith(new Chunk.Finished(FinishReason.TOOL_CALLS, null));
    }

    @Test
    void saysToolCallsWhenTheEndComesInALaterFrame() {
        byte[] stream = (frame("{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\"}}]}}]}")
                        + frame("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}]},"
                                + "\"finishReason\":\"STOP\"}]}"))
                .getBytes(StandardCharsets.UTF_8);

        List<Chunk> chunks = chunks(reader, stream);

        assertThat(chunks).endsWith(new Chunk.Finished(FinishReason.TOOL_CALLS, null));
    }

    @Test
    void sealsAThought() {
        byte[] stream = frame("""
                {"candidates":[{"content":{"parts":[{"text":"Hm","thought":true,"thoughtSignature":"c2VhbA=="}]}}]}""").getBytes(StandardCharsets.UTF_8);

        List<Chunk> chunks = chunks(reader, stream);

        assertThat(chunks)
                .containsExactly(
                        new Chunk.Started("", ""),
                        new Chunk.ThinkingDelta("Hm"),
                        new Chunk.ThinkingSignature("gemini:c2VhbA=="));
        assertThat(reader.complete()).isFalse();
    }

    @Test
    void endsWhenThePromptIsBlocked() {
        byte[] stream = frame("{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}}")
                .getBytes(StandardCharsets.UTF_8);

        List<Chunk> chunks = chunks(reader, stream);

        assertThat(chunks)
                .containsExactly(new Chunk.Started("", ""), new Chunk.Finished(FinishReason.CONTENT_FILTER, null));
        assertThat(reader.complete()).isTrue();
    }

    @Test
    void failsOnABareErrorBehindTheEvents() {
        byte[] stream = (STREAM + LATE_ERROR).getBytes(StandardCharsets.UTF_8);

        var failed = assertThatExceptionOfType(FailedException.class).isThrownBy(() -> chunks(reader, stream));

        failed.extracting(FailedException::failure).isEqualTo(Failure.of(Failure.Kind.BROKEN, 499, "CANCELLED"));
    }

    @Test
    void failsOnABareErrorThatEndsWithAnEmptyLine() {
        byte[] stream = (LATE_ERROR + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);

        var failed = assertThatExceptionOfType(FailedException.class).isThrownBy(() -> chunks(reader, stream));

        failed.extracting(FailedException::failure).isEqualTo(Failure.of(Failure.Kind.BROKEN, 499, "CANCELLED"));
    }

    @Test
    void failsOnAnErrorEvent() {
        byte[] stream = frame("{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\"}}")
                .getBytes(StandardCharsets.UTF_8);

        var failed = assertThatExceptionOfType(FailedException.class).isThrownBy(() -> chunks(reader, stream));

        failed.extracting(FailedException::failure)
                .isEqualTo(Failure.of(Failure.Kind.RATE_LIMITED, 429, "RESOURCE_EXHAUSTED"));
    }

    @Test
    void failsOnGarbage() {
        byte[] stream = frame("{\"candidates\":[{\"conte").getBytes(StandardCharsets.UTF_8);

        var failed = assertThatExceptionOfType(FailedException.class).isThrownBy(() -> chunks(reader, stream));

        failed.extracting(FailedException::failure).isEqualTo(Failure.of(Failure.Kind.BROKEN, 200, "garbage"));
    }

    @Test
    void passesACommentOver() {
        byte[] stream = ": keep-alive\r\n\r\n".getBytes(StandardCharsets.UTF_8);

        List<Chunk> chunks = chunks(reader, stream);

        assertThat(chunks).isEmpty();
    }

    @Test
    void takesTheLastOfSeveralReasonsForTheEnd() {
        String one = """
                {"candidates":[{"content":{"parts":[{"text":"%s"}]},"finishReason":"%s"}]}""";

        List<Chunk> chunks = chunks(
                reader,
                frame(one.formatted("a", "STOP")).getBytes(StandardCharsets.UTF_8),
                frame(one.formatted("b", "STOP")).getBytes(StandardCharsets.UTF_8),
                frame(one.formatted("c", "MAX_TOKENS")).getBytes(StandardCharsets.UTF_8));

        assertThat(chunks).filteredOn(Chunk.Finished.class::isInstance).hasSize(2);
        assertThat(chunks.getLast()).isEqualTo(new Chunk.Finished(FinishReason.LENGTH, null));
    }

    private static String frame(String data) {
        return "data: " + data + "\r\n\r\n";
    }

    private static List<Chunk> chunks(EventReader reader, byte[]... pieces) {
        SseReader sse = new SseReader(1_000_000);
        List<Chunk> chunks = new ArrayList<>();
        for (byte[] piece : pieces) {
            sse.read(piece, frame -> chunks.addAll(reader.next(frame).chunks()));
        }
        SseFrame rest = sse.rest();
        if (rest != null) {
            chunks.addAll(reader.next(rest).chunks());
        }
        return chunks;
    }
}
