package gateway.metering;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.metering.Ended.Exit;
import gateway.model.Answer;
import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Examples;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.FinishReason;
import gateway.model.Outcome;
import gateway.model.Receiver;
import gateway.model.Stream;
import gateway.model.Usage;
import gateway.token.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final Usage TOLD = new Usage(100, 10, 0, 0, 50, 5);
    private static final Chunk TEXT = new Chunk.TextDelta("x".repeat(21));
    private static final Chunk FINISHED = new Chunk.Finished(FinishReason.STOP, null);

    private final List<Ended> ends = new ArrayList<>();
    private final Meter meter = new Meter(List.of(ends::add), () -> 42_000, new TokenCounter(), id -> null);

    @Test
    void endsAWholeAnswerAtOnceWithTheProvidersUsage() {
        meter.apply(Examples.outcome(Examples.plan(Examples.deployment("a")), Examples.whole("Hi", TOLD)));

        // 90 * 3 + 10 * 0.3 + 50 * 15
        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.exit()).isEqualTo(Exit.COMPLETE);
            assertThat(end.usage()).isEqualTo(TOLD);
            assertThat(end.estimated()).isFalse();
            assertThat(end.microUsd()).isEqualTo(1_023);
            assertThat(end.endNanos()).isEqualTo(42_000);
        });
    }

    @Test
    void endsACallAlsoWhereItsProviderTellsWhatCannotBe() {
        Usage absurd = new Usage(Long.MAX_VALUE, -1, 0, 0, Long.MAX_VALUE, 0);

        meter.apply(Examples.outcome(Examples.plan(Examples.deployment("a")), Examples.whole("Hi", absurd)));

        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.usage()).isEqualTo(Usage.of(1_000_000_000, 1_000_000_000));
            assertThat(end.microUsd()).isEqualTo(18_000_000_000L);
        });
    }

    @Test
    void estimatesTheUsageOfAWholeAnswerThatTellsNone() {
        meter.apply(Examples.outcome(Examples.plan(Examples.deployment("a")), Examples.whole("123456789", null)));

        // Hello: 2 tokens, 55 % more for a Claude that is not known, and 7 around it; 3 tokens of digits, 55 % more
        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.usage()).isEqualTo(Usage.of(10, 5));
            assertThat(end.estimated()).isTrue();
        });
    }

    @Test
    void endsAStreamOnceWhenItIsComplete() {
        run(to -> {
            to.next(event(TEXT));
            to.next(event(FINISHED, new Chunk.UsageSeen(TOLD)));
            assertThat(ends).isEmpty();
            to.end();
        });

        assertEnd(Exit.COMPLETE, TOLD, false);
    }

    @Test
    void endsAStreamOnceWhenItBreaksOff() {
        run(to -> {
            to.next(event(TEXT));
            to.fail(Failure.of(Kind.BROKEN, "cut"));
        });

        assertEnd(Exit.FAILED, Usage.of(10, 8), true);
        assertThat(ends.getFirst().failure()).isEqualTo(Failure.of(Kind.BROKEN, "cut"));
    }

    @Test
    void endsAStreamOnceWhenTheClientLeaves() {
        run(to -> {
            to.next(event(TEXT));
            to.cancelled();
        });

        assertEnd(Exit.CANCELLED, Usage.of(10, 8), true);
    }

    @Test
    void takesTheLargerCountWhenTheUsageOfABrokenStreamIsAPlaceholder() {
        run(to -> {
            to.next(event(new Chunk.UsageSeen(new Usage(100, 10, 0, 0, 1, 0)), TEXT));
            to.cancelled();
        });

        assertEnd(Exit.CANCELLED, new Usage(100, 10, 0, 0, 8, 0), true);
    }

    @Test
    void neverEstimatesNothing() {
        run(Receiver::cancelled);

        assertEnd(Exit.CANCELLED, Usage.of(10, 1), true);
    }

    @Test
    void takesTheLastUsageThatWasTold() {
        run(to -> {
            to.next(event(new Chunk.UsageSeen(Usage.of(1, 1))));
            to.next(event(new Chunk.UsageSeen(TOLD), FINISHED));
            to.end();
        });

        assertEnd(Exit.COMPLETE, TOLD, false);
    }

    @Test
    void estimatesByWhatTheModelsWholeAnswersHaveTold() {
        String text = "The quick brown fox jumps over the lazy dog. ".repeat(40);
        Usage told = Usage.of(10, 900);
        for (int i = 0; i < 200; i++) {
            run(to -> {
                to.next(event(new Chunk.TextDelta(text), FINISHED, new Chunk.UsageSeen(told)));
                to.end();
            });
        }
        ends.clear();

        run(to -> {
            to.next(event(new Chunk.TextDelta(text.substring(0, text.length() / 2))));
            to.cancelled();
        });

        assertThat(ends.getFirst().usage().outputTokens()).isBetween(440L, 460L);
        assertThat(ends.getFirst().estimated()).isTrue();
    }

    @Test
    void learnsNothingFromReasoningThatIsNotShown() {
        for (int i = 0; i < 200; i++) {
            run(to -> {
                to.next(event(new Chunk.ThinkingDelta("word ".repeat(100)), FINISHED));
                to.next(event(new Chunk.UsageSeen(Usage.of(10, 10_000))));
                to.end();
            });
        }
        ends.clear();

        run(to -> {
            to.next(event(TEXT));
            to.cancelled();
        });

        assertEnd(Exit.CANCELLED, Usage.of(10, 8), true);
    }

    @Test
    void countsReasoningAndToolCallsInTheEstimate() {
        run(to -> {
            to.next(event(
                    new Chunk.ThinkingDelta("1234"),
                    new Chunk.ToolCallStarted(0, "id", "find", null),
                    new Chunk.ToolCallArguments(0, "{\"a\":12}")));
            to.fail(Failure.of(Kind.TIMEOUT, "stalled"));
        });

        // 1.9 + 1.05 + 4.75 tokens, rounded up, and 55 % more
        assertEnd(Exit.FAILED, Usage.of(10, 12), true);
    }

    private void assertEnd(Exit exit, Usage usage, boolean estimated) {
        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.exit()).isEqualTo(exit);
            assertThat(end.usage()).isEqualTo(usage);
            assertThat(end.estimated()).isEqualTo(estimated);
        });
    }

    /** Sends a stream through the meter. */
    private void run(Consumer<Receiver> script) {
        Played played = new Played(script);
        Outcome outcome =
                meter.apply(Examples.outcome(Examples.plan(Examples.deployment("a")), new Answer.Streamed(played)));
        if (outcome.served().answer() instanceof Answer.Streamed streamed) {
            streamed.stream().start(new Deaf());
        }
    }

    private static Event event(Chunk... chunks) {
        return new Event(List.of(chunks), null);
    }

    /** A stream that plays a script as soon as it is started. */
    private record Played(Consumer<Receiver> script) implements Stream {
        @Override
        public void start(Receiver receiver) {
            script.accept(receiver);
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}
    }

    /** A receiver that listens to nothing. */
    private static final class Deaf implements Receiver {
        @Override
        public void next(Event event) {}

        @Override
        public void flush() {}

        @Override
        public void end() {}

        @Override
        public void fail(Failure failure) {}

        @Override
        public void cancelled() {}
    }
}
