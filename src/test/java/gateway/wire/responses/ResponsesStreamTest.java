package gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.FinishReason;
import gateway.model.Json;
import gateway.model.Part;
import gateway.wire.EventWriter;
import gateway.wire.JsonCodec;
import gateway.wire.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams by the Responses API. */
class ResponsesStreamTest {
    private static final String ASKED = "{'model':'m','input':'Hello','stream':true}";
    private static final Problem PROBLEM = new Problem(502, "all_providers_failed", "nobody answers", null, "req_1");
    private static final Chunk STOP = new Chunk.Finished(FinishReason.STOP, null);

    @Test
    void tellsATextInPieces() {
        StreamReading read = read(
                ASKED,
                new Chunk.Started("msg_1", "claude-x"),
                new Chunk.TextDelta("Good "),
                new Chunk.TextDelta(""),
                new Chunk.TextDelta("day"),
                STOP,
                new Chunk.UsageSeen(Samples.USAGE),
                new Chunk.Done());

        assertThat(read.types())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(read.events().getFirst().at("/response/status").asText()).isEqualTo("in_progress");
        assertThat(read.response().path("status").asText()).isEqualTo("completed");
        assertThat(read.response().path("model").asText()).isEqualTo("claude-x");
        assertThat(read.response().at("/usage/total_tokens").asLong()).isEqualTo(17);
        assertThat(read.output().at("/0/content/0/text").asText()).isEqualTo("Good day");
    }

    @Test
    void tellsCallsWhosePiecesComeInTurns() {
        StreamReading read = read(
                ASKED,
                new Chunk.TextDelta("I look"),
                new Chunk.ToolCallStarted(0, "c0", "look", null),
                new Chunk.ToolCallStarted(1, "c1", "see", null),
                new Chunk.ToolCallArguments(0, "{\"at\""),
                new Chunk.ToolCallArguments(1, "{\"on\":2}"),
                new Chunk.ToolCallArguments(0, ":1}"),
                new Chunk.ToolCallStarted(2, "c2", "rest", null),
                new Chunk.Finished(FinishReason.TOOL_CALLS, null));

        assertThat(read.output().findValuesAsText("arguments")).containsExactly("{\"at\":1}", "{\"on\":2}", "{}");
        assertThat(read.output().findValuesAsText("call_id")).containsExactly("c0", "c1", "c2");
        assertThat(read.response().path("status").asText()).isEqualTo("completed");
    }

    @Test
    void tellsTheTextOfACustomToolAtOnce() {
        StreamReading read = read(
                "{'model':'m','input':'Hello','tools':[{'type':'custom','name':'patch'}]}",
                new Chunk.ToolCallStarted(0, "c0", "patch", null),
                new Chunk.ToolCallArguments(0, "{\"input\":\"a"),
                new Chunk.ToolCallArguments(0, " b\"}"),
                new Chunk.Finished(FinishReason.TOOL_CALLS, null));

        assertThat(read.types())
                .contains("response.custom_tool_call_input.delta", "response.custom_tool_call_input.done")
                .doesNotContain("response.function_call_arguments.delta");
        assertThat(read.output().at("/0/type").asText()).isEqualTo("custom_tool_call");
        assertThat(read.output().at("/0/input").asText()).isEqualTo("a b");
    }

    @Test
    void showsThoughtsWithTheirSeals() {
        StreamReading read = read(
                "{'model':'m','input':'Hello','reasoning':{'summary':'auto'}}",
                new Chunk.ThinkingDelta("H"),
                new Chunk.ThinkingDelta("m"),
                new Chunk.ThinkingSignature("seal"),
                new Chunk.RedactedThinkingBlock("data"),
                new Chunk.TextDelta("Yes"),
                STOP);

        assertThat(read.types())
                .containsSubsequence(
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done");
        assertThat(read.output().at("/0/summary/0/text").asText()).isEqualTo("Hm");
        assertThat(SealedThought.open(read.output().at("/0/encrypted_content").asText()))
                .isEqualTo(new Part.Thinking("Hm", "seal"));
        assertThat(SealedThought.open(read.output().at("/1/encrypted_content").asText()))
                .isEqualTo(new Part.RedactedThinking("data"));
    }

    @Test
    void tellsUnwantedThoughtsOnlyByTheirSeal() {
        StreamReading read = read(
                ASKED,
                new Chunk.ThinkingDelta("Hm"),
                new Chunk.ThinkingSignature("seal"),
                new Chunk.ThinkingDelta("never sealed"),
                new Chunk.TextDelta("Yes"),
                STOP);

        assertThat(read.types()).noneMatch(type -> type.contains("summary"));
        assertThat(read.output()).hasSize(2);
        assertThat(read.output().at("/0/summary")).isEmpty();
        assertThat(SealedThought.open(read.output().at("/0/encrypted_content").asText()))
                .isEqualTo(new Part.Thinking("Hm", "seal"));
    }

    @Test
    void tellsARefusalAsAPartOfItsOwn() {
        StreamReading read = read(
                ASKED,
                new Chunk.TextDelta("Well"),
                new Chunk.TextDelta("I ca", true, null),
                new Chunk.TextDelta("nnot", true, null),
                new Chunk.Finished(FinishReason.REFUSAL, null));

        assertThat(read.types())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.content_part.added",
                        "response.refusal.delta",
                        "response.refusal.delta",
                        "response.refusal.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        JsonNode done = read.events().get(10);
        assertThat(done.path("refusal").asText()).isEqualTo("I cannot");
        assertThat(done.path("content_index").asInt()).isEqualTo(1);
        assertThat(read.events().get(8).path("content_index").asInt()).isEqualTo(1);
        assertThat(read.output().at("/0/content/0/text").asText()).isEqualTo("Well");
        assertThat(read.output().at("/0/content/1"))
                .isEqualTo(JsonCodec.object().put("type", "refusal").put("refusal", "I cannot"));
        assertThat(read.output().at("/0/status").asText()).isEqualTo("completed");
    }

    @Test
    void tellsLogProbabilitiesOfTokens() {
        String one = "{\"token\":\"Y\",\"logprob\":-0.5,\"bytes\":[89],\"top_logprobs\":[]}";
        String two = one.replace("Y", "es").replace("89", "101,115");
        StreamReading read = read(
                ASKED,
                new Chunk.TextDelta("Y", false, new Json("[" + one + "]")),
                new Chunk.TextDelta("es", false, new Json("[" + two + "]")),
                new Chunk.TextDelta("!"),
                STOP);

        assertThat(read.events().get(4).path("logprobs").toString()).isEqualTo("[" + one + "]");
        assertThat(read.events().get(6).path("logprobs")).isEmpty();
        assertThat(read.events().get(7).path("logprobs").toString()).isEqualTo("[" + one + "," + two + "]");
        assertThat(read.output().at("/0/content/0/logprobs").toString()).isEqualTo("[" + one + "," + two + "]");
    }

    @Test
    void tellsTheSealOfACallBeforeIt() {
        StreamReading read = read(
                ASKED,
                new Chunk.ToolCallStarted(0, "c0", "look", "seal"),
                new Chunk.ToolCallArguments(0, "{}"),
                new Chunk.ToolCallStarted(1, "c1", "look", null),
                new Chunk.Finished(FinishReason.TOOL_CALLS, null));

        assertThat(read.output().findValuesAsText("type"))
                .containsExactly("reasoning", "function_call", "function_call");
        assertThat(read.output().at("/0/summary")).isEmpty();
        assertThat(SealedThought.callSeal(
                        read.output().at("/0/encrypted_content").asText()))
                .isEqualTo("seal");
    }

    @Test
    void endsIncompleteAndMarksADeadline() {
        StreamReading length = read(ASKED, new Chunk.TextDelta("Yes"), new Chunk.Finished(FinishReason.LENGTH, null));
        StreamReading deadline =
                read(ASKED, new Chunk.TextDelta("Yes"), new Chunk.Finished(FinishReason.DEADLINE, null));

        for (StreamReading read : List.of(length, deadline)) {
            assertThat(read.types()).endsWith("response.incomplete");
            assertThat(read.response().at("/incomplete_details/reason").asText())
                    .isEqualTo("max_output_tokens");
            assertThat(read.output().at("/0/status").asText()).isEqualTo("incomplete");
        }
        assertThat(deadline.events().getLast().at("/serai/finish").asText()).isEqualTo("deadline");
        assertThat(length.events().getLast().has("serai")).isFalse();
    }

    @Test
    void isWholeWithoutAnyContent() {
        StreamReading read = read(ASKED, STOP);

        assertThat(read.types()).containsExactly("response.created", "response.in_progress", "response.completed");
    }

    @Test
    void tellsAFailureTwiceAndNothingAfterIt() {
        StringBuilder out = new StringBuilder();
        EventWriter writer = Samples.CODEC.events(Samples.outcome(ASKED));
        writer.next(new Event(List.of(new Chunk.TextDelta("Yes")), null), bytes -> out.append(Samples.text(bytes)));
        writer.fail(PROBLEM, bytes -> out.append(Samples.text(bytes)));
        writer.end(bytes -> out.append(Samples.text(bytes)));

        StreamReading read = new StreamReading(out.toString());
        assertThat(read.types()).endsWith("response.failed", "error").doesNotContain("response.completed");
        assertThat(read.response().path("status").asText()).isEqualTo("failed");
        assertThat(read.response().at("/error/code").asText()).isEqualTo("server_error");
        assertError(read.events().getLast());
    }

    @Test
    void tellsAnErrorBeforeAnythingElse() {
        assertError(new StreamReading(new String(Samples.CODEC.errorEvent(PROBLEM), StandardCharsets.UTF_8))
                .events()
                .getLast());
    }

    private static void assertError(JsonNode error) {
        for (JsonNode each : List.of(error, error.path("error"))) {
            assertThat(each.path("code").asText()).isEqualTo("all_providers_failed");
            assertThat(each.path("message").asText()).isEqualTo("nobody answers");
            assertThat(each.path("param").isNull()).isTrue();
        }
        assertThat(error.at("/error/type").asText()).isEqualTo("server_error");
    }

    @Test
    void joinsWhatAProviderCutInTwo() {
        StreamReading read = read(ASKED, new Chunk.TextDelta("\ud83d"), new Chunk.TextDelta("\ude00"), STOP);

        assertThat(read.output().at("/0/content/0/text").asText()).isEqualTo("\ud83d\ude00");
    }

    private static StreamReading read(String asked, Chunk... chunks) {
        return new StreamReading(Samples.streamed(asked, chunks));
    }
}
