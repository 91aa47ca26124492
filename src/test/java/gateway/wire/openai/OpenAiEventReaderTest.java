package gateway.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.Json;
import gateway.model.Usage;
import gateway.wire.EventReader;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEventReaderTest {
    private static final String ROLE = """
            data: {"id":"c1","model":"gpt","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}

            """;

    @Test
    void readsAStreamOfText() {
        String sse = ROLE + """
                data: {"id":"c1","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}],"obfuscation":"x"}

                data: {"id":"c1","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}]}

                data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                data: {"id":"c1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}

                data: [DONE]

                """;

        List<Chunk> chunks = Samples.chunks(sse);

        assertThat(chunks)
                .containsExactly(
                        new Chunk.Started("c1", "gpt"),
                        new Chunk.TextDelta("Hel"),
                        new Chunk.TextDelta("lo"),
                        new Chunk.Finished(FinishReason.STOP, null),
                        new Chunk.UsageSeen(Usage.of(9, 2)),
                        new Chunk.Done());
    }

    @Test
    void readsToolCallsByIndex() {
        String sse = """
                data: {"id":"c1","model":"gpt","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}}]}

                data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"x\\":"}}]}}]}

                data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"g","arguments":"{}"}},{"index":0,"function":{"arguments":"1}"}}]}}]}

                data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

                """;

        List<Chunk> chunks = Samples.chunks(sse);

        assertThat(chunks)
                .containsExactly(
                        new Chunk.Started("c1", "gpt"),
                        new Chunk.ToolCallStarted(0, "a", "f", null),
                        new Chunk.ToolCallArguments(0, "{\"x\":"),
                        new Chunk.ToolCallStarted(1, "b", "g", null),
                        new Chunk.ToolCallArguments(1, "{}"),
                        new Chunk.ToolCallArguments(0, "1}"),
                        new Chunk.Finished(FinishReason.TOOL_CALLS, null));
    }

    @Test
    void tellsCallsApartByIdWhereTheIndexIsMissing() {
        String sse = """
                data: {"id":"c1","model":"m","choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":{"x":1}}},{"id":"b","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"stop"}]}

                """;

        List<Chunk> chunks = Samples.chunks(sse);

        assertThat(chunks)
                .containsExactly(
                        new Chunk.Started("c1", "m"),
                        new Chunk.ToolCallStarted(0, "a", "f", null),
                        new Chunk.ToolCallArguments(0, "{\"x\":1}"),
                        new Chunk.ToolCallStarted(1, "b", "f", null),
                        new Chunk.ToolCallArguments(1, "{}"),
                        new Chunk.Finished(FinishReason.TOOL_CALLS, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":null,\"reasoning_content\":\"hm\"}",
                "{\"reasoning\":\"hm\",\"channel\":\"analysis\"}",
                "{\"reasoning\":\"hm\",\"reasoning_content\":\"hm\"}",
                "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}]}"
            })
    void readsReasoningUnderEveryName(String delta) {
        String sse = ROLE + "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}\n\n";

        List<Chunk> chunks = Samples.chunks(sse);

        assertThat(chunks).containsExactly(new Chunk.Started("c1", "gpt"), new Chunk.ThinkingDelta("hm"));
    }

    @Test
    void tellsARefusalFromOtherText() {
        String sse = ROLE + """
                data: {"choices":[{"index":0,"delta":{"refusal":"No."},"finish_reason":null}]}

                data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                """;

        List<Chunk> chunks = Samples.chunks(sse);

        assertThat(chunks)
                .containsExactly(
                        new Chunk.Started("c1", "gpt"),
                        new Chunk.TextDelta("No.", true, null),
                        new Chunk.Finished(FinishReason.REFUSAL, null));
    }

    @Test
    void givesLogProbabilitiesToTheTextThatTheyAreOf() {
        String sse = ROLE + """
                data: {"choices":[{"index":0,"delta":{"content":""},"logprobs":{"content":[{"token":"a","logprob":-1}]}}]}

                data: {"choices":[{"index":0,"logprobs":{"content":[{"token":"b","logprob":-2}],"refusal":null},"delta":{"content":"ab"}}]}

                data: {"choices":[{"index":0,"delta":{"content":"c"},"logprobs":null}]}

                data: {"choices":[{"index":0,"delta":{},"logprobs":{"content":[]},"finish_reason":"stop"}]}

                """;

        assertThat(Samples.chunks(sse))
                .containsExactly(
                        new Chunk.Started("c1", "gpt"),
                        new Chunk.TextDelta(
                                "ab",
                                false,
                                new Json("[{\"token\":\"a\",\"logprob\":-1},{\"token\":\"b\",\"logprob\":-2}]")),
                        new Chunk.TextDelta("c"),
                        new Chunk.Finished(FinishReason.STOP, null));
    }

    @Test
    void startsWithTheFirstRealAnswerOfAzure() {
        String sse = """
                data: {"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[]}

                data: {"choices":[{"content_filter_results":{},"delta":{"content":"A"},"index":0}],"id":"c1","model":"gpt"}

                """;

        List<Event> events = Samples.events(new OpenAiProviderCodec().events(), sse);

        assertThat(events.get(0).chunks()).isEmpty();
        assertThat(events.get(1).chunks()).containsExactly(new Chunk.Started("c1", "gpt"), new Chunk.TextDelta("A"));
    }

    @Test
    void takesUsageFromTheLastFrameOfThoseWhoSendNoOther() {
        String sse = """
                data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":"A"},"finish_reason":"length"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"num_cached_tokens":2}}

                """;

        List<Chunk> chunks = Samples.chunks(sse);

        assertThat(chunks)
                .containsExactly(
                        new Chunk.Started("c1", "m"),
                        new Chunk.TextDelta("A"),
                        new Chunk.Finished(FinishReason.LENGTH, null),
                        new Chunk.UsageSeen(new Usage(3, 2, 0, 0, 1, 0)));
    }

    @Test
    void endsWithTheLastOfSeveralAnswers() {
        EventReader reader = new OpenAiProviderCodec().events();
        String first = """
                data: {"id":"c1","choices":[{"index":0,"delta":{"content":"A"}},{"index":1,"delta":{"content":"B"}}]}

                data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                """;
        String last = """
                data: {"id":"c1","choices":[{"index":1,"delta":{},"finish_reason":"stop"}]}

                """;

        Samples.events(reader, first);
        boolean early = reader.complete();
        List<Event> events = Samples.events(reader, last);

        assertThat(early).isFalse();
        assertThat(reader.complete()).isTrue();
        assertThat(events.getFirst().chunks()).containsExactly(new Chunk.Finished(FinishReason.STOP, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | data: [DONE]",
                "true | data: {'choices':[{'index':0,'delta':{'content':''},'finish_reason':'stop'}]}",
                "false | data: {'choices':[{'index':0,'delta':{'content':'a'},'finish_reason':null}]}",
                "false | : comment"
            })
    void knowsWhetherTheAnswerIsComplete(boolean complete, String line) {
        EventReader reader = new OpenAiProviderCodec().events();

        Samples.events(reader, line.replace('\'', '"') + "\n\n");

        assertThat(reader.complete()).isEqualTo(complete);
    }

    @Test
    void hasNothingToSayAboutAComment() {
        List<Event> events = Samples.events(new OpenAiProviderCodec().events(), ": processing\n\n");

        assertThat(events.getFirst().chunks()).isEmpty();
        assertThat(Samples.text(Objects.requireNonNull(events.getFirst().raw())))
                .isEqualTo(": processing\n\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BROKEN | data: {'error':{'message':'secret','type':'server_error','param':null,'code':null}}",
                "BROKEN | data: {'error':'secret'}",
                "BROKEN | data: {'object':'error','message':'secret','type':'InternalServerError','code':500}",
                "RATE_LIMITED | data: {'error':{'message':'secret','type':'tokens','code':'rate_limit_exceeded'}}",
                "RATE_LIMITED | data: {'error':{'message':'secret','code':429}}",
                "CONTEXT_LENGTH | data: {'error':{'message':'secret','code':'context_length_exceeded'}}",
                "CLIENT_FAULT | data: {'error':{'message':'secret','code':'content_filter'}}",
                "OUR_FAULT | data: {'error':{'message':'secret','code':'insufficient_quota'}}",
                "BROKEN | event: error#data: {'error':{'code':'tool_use_failed','status_code':400}}",
                "BROKEN | event: error#data: oops",
                "BROKEN | data: oops",
                "BROKEN | data: 7",
                "BROKEN | data: {'choices':[{'index':0",
                "BROKEN | data: {'choices':[7]}"
            })
    void failsOnErrorsAndGarbage(Failure.Kind kind, String frame) {
        String sse = ROLE + frame.replace('\'', '"').replace('#', '\n') + "\n\n";

        FailedException failed =
                Objects.requireNonNull(catchThrowableOfType(FailedException.class, () -> Samples.chunks(sse)));

        assertThat(failed.failure().kind()).isEqualTo(kind);
        assertThat(failed).hasMessageNotContaining("secret");
    }
}
