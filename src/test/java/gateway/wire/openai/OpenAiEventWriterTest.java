package gateway.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Chunk;
import gateway.model.Deployment;
import gateway.model.Event;
import gateway.model.FinishReason;
import gateway.model.Json;
import gateway.model.Request;
import gateway.wire.EventWriter;
import gateway.wire.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenAiEventWriterTest {
    private static final String HEAD =
            "data: {\"id\":\"msg_1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"claude\",\"choices\":";
    private static final String NOT_ENDED = ",\"logprobs\":null,\"finish_reason\":null}]}\n\n";
    private static final String ROLE =
            HEAD + "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}" + NOT_ENDED;
    private static final String DONE = "data: [DONE]\n\n";
    private static final Chunk STARTED = new Chunk.Started("msg_1", "claude");
    private static final Chunk STOPPED = new Chunk.Finished(FinishReason.STOP, null);
    private static final Chunk USAGE = new Chunk.UsageSeen(Samples.USAGE);

    @Test
    void writesTextBetweenARoleAndAFinish() {
        EventWriter writer = writer(Samples.CLAUDE, false);

        String sse = Samples.written(
                writer,
                STARTED,
                new Chunk.ThinkingDelta("hm"),
                new Chunk.ThinkingSignature("seal"),
                new Chunk.TextDelta("a\"\n"),
                STOPPED,
                USAGE);

        assertThat(sse)
                .isEqualTo(ROLE
                        + HEAD + "[{\"index\":0,\"delta\":{\"reasoning_content\":\"hm\"}" + NOT_ENDED
                        + HEAD + "[{\"index\":0,\"delta\":{\"content\":\"a\\\"\\n\"}" + NOT_ENDED
                        + HEAD + "[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}]}\n\n"
                        + DONE);
    }

    @Test
    void addsTheUsageWhereTheClientAskedForIt() {
        EventWriter writer = writer(Samples.CLAUDE, true);

        String sse = Samples.written(writer, STARTED, new Chunk.TextDelta("a"), STOPPED, USAGE);

        assertThat(sse)
                .endsWith(HEAD + "[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":7,\"total_tokens\":17,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":4,\"cache_write_tokens\":3},"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":3}}}\n\n" + DONE);
    }

    @Test
    void writesToolCallsByIndex() {
        EventWriter writer = writer(Samples.CLAUDE, false);

        String sse = Samples.written(
                writer,
                STARTED,
                new Chunk.ToolCallStarted(0, "t0", "f", null),
                new Chunk.ToolCallArguments(0, "{\"a\":"),
                new Chunk.ToolCallArguments(0, "1}"),
                new Chunk.Finished(FinishReason.TOOL_CALLS, null));

        assertThat(sse)
                .isEqualTo(ROLE
                        + HEAD
                        + "[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"t0\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}" + NOT_ENDED
                        + HEAD
                        + "[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":\"}}]}"
                        + NOT_ENDED
                        + HEAD
                        + "[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]}"
                        + NOT_ENDED
                        + HEAD + "[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"tool_calls\"}]}\n\n"
                        + DONE);
    }

    @Test
    void givesACallWithoutArgumentsAnEmptyObject() {
        EventWriter writer = writer(Samples.CLAUDE, false);

        String sse = Samples.written(
                writer,
                STARTED,
                new Chunk.ToolCallStarted(0, "t0", "f", null),
                new Chunk.Finished(FinishReason.TOOL_CALLS, null));

        assertThat(sse).contains("{\"index\":0,\"function\":{\"arguments\":\"{}\"}}");
    }

    @Test
    void keepsTheHalvesOfACutSurrogatePair() {
        EventWriter writer = writer(Samples.CLAUDE, false);

        String sse = Samples.written(
                writer, STARTED, new Chunk.TextDelta("\ud83d"), new Chunk.TextDelta("\ude00 \ud83d\ude00"));

        assertThat(sse).contains("{\"content\":\"\\ud83d\"}", "{\"content\":\"\\ude00 \ud83d\ude00\"}");
    }

    @Test
    void makesUpAnIdAndAModelWhereTheProviderGivesNone() {
        EventWriter writer = writer(Samples.CLAUDE, false);

        String sse = Samples.written(writer, new Chunk.TextDelta("a"));

        assertThat(sse).contains("\"id\":\"chatcmpl-req-1\"", "\"model\":\"test-model\"");
    }

    @Test
    void passesTheBytesOfItsOwnDialectThrough() {
        EventWriter writer = writer(Samples.GPT, true);
        StringBuilder out = new StringBuilder();

        writer.next(raw("data: {\"x\":1}\r\n\r\n", STARTED), bytes -> out.append(Samples.text(bytes)));
        writer.next(raw(": alive\n\n"), bytes -> out.append(Samples.text(bytes)));
        writer.next(raw("data: {\"usage\":1}\n\n", USAGE), bytes -> out.append(Samples.text(bytes)));
        writer.next(raw("data: [DONE]\n\n", new Chunk.Done()), bytes -> out.append(Samples.text(bytes)));
        writer.end(bytes -> out.append(Samples.text(bytes)));

        assertThat(out).hasToString("data: {\"x\":1}\r\n\r\n: alive\n\ndata: {\"usage\":1}\n\n" + DONE);
    }

    @Test
    void dropsTheUsageThatOnlyWeAskedFor() {
        EventWriter writer = writer(Samples.GPT, false);
        StringBuilder out = new StringBuilder();

        writer.next(raw("data: 1\n\n", STARTED, STOPPED, USAGE), bytes -> out.append(Samples.text(bytes)));
        writer.next(raw("data: 2\n\n", USAGE), bytes -> out.append(Samples.text(bytes)));
        writer.end(bytes -> out.append(Samples.text(bytes)));

        assertThat(out).hasToString("data: 1\n\n" + DONE);
    }

    @Test
    void goesOnInTheSameAnswerWhereAnEventWasChanged() {
        EventWriter writer = writer(Samples.GPT, false);
        StringBuilder out = new StringBuilder();

        writer.next(raw("data: 1\n\n", STARTED), bytes -> out.append(Samples.text(bytes)));
        writer.next(new Event(List.of(new Chunk.TextDelta("changed")), null), bytes -> out.append(Samples.text(bytes)));

        assertThat(out)
                .hasToString("data: 1\n\n" + HEAD + "[{\"index\":0,\"delta\":{\"content\":\"changed\"}" + NOT_ENDED);
    }

    @Test
    void writesRefusalsAndLogProbabilities() {
        String sse = Samples.written(
                writer(Samples.CLAUDE, false),
                STARTED,
                new Chunk.TextDelta("a", false, new Json("[1]")),
                new Chunk.TextDelta("No", true, null),
                new Chunk.Finished(FinishReason.REFUSAL, null));

        assertThat(sse)
                .contains(
                        "{\"content\":\"a\"},\"logprobs\":{\"content\":[1],\"refusal\":null},",
                        "{\"refusal\":\"No\"},\"logprobs\":null,",
                        "\"finish_reason\":\"stop\"");
    }

    @Test
    void writesRatherThanPassesTheBytesOfAnotherDialect() {
        EventWriter writer = writer(Samples.CLAUDE, false);
        StringBuilder out = new StringBuilder();

        writer.next(raw("event: ping\n\n"), bytes -> out.append(Samples.text(bytes)));

        assertThat(out).isEmpty();
    }

    @Test
    void endsAfterAnErrorWithoutTheEndMark() {
        EventWriter writer = writer(Samples.CLAUDE, false);
        StringBuilder out = new StringBuilder();
        Problem problem = new Problem(502, "all_providers_failed", "Try again.", null, "req-1");

        writer.fail(problem, bytes -> out.append(Samples.text(bytes)));
        writer.next(new Event(List.of(STARTED), null), bytes -> out.append(Samples.text(bytes)));
        writer.end(bytes -> out.append(Samples.text(bytes)));

        assertThat(out)
                .hasToString("data: {\"error\":{\"message\":\"Try again.\",\"type\":\"server_error\",\"param\":null,"
                        + "\"code\":\"all_providers_failed\"}}\n\n");
    }

    private static Event raw(String sse, Chunk... chunks) {
        return new Event(List.of(chunks), ByteBuffer.wrap(sse.getBytes(StandardCharsets.UTF_8)));
    }

    private static EventWriter writer(Deployment deployment, boolean usage) {
        Request.Chat chat =
                Samples.read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true,"
                        + "\"stream_options\":{\"include_usage\":" + usage + "}}");
        return new OpenAiClientCodec(() -> Instant.ofEpochSecond(1_700_000_000))
                .events(Samples.outcome(chat, deployment));
    }
}
