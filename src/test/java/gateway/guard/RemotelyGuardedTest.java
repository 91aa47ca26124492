package gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.Receiver;
import gateway.model.Stream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What a service sees of a stream, and what it makes of it. */
class RemotelyGuardedTest {
    private static final String SENTENCE = "The quick brown fox jumps over the lazy dog today. ";

    private final List<String> shown = new ArrayList<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Client client = new Client();
    private final Source source = new Source();

    @Property(tries = 200)
    void losesNothingHoweverAStreamIsCut(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 120) Integer> sizes, @ForAll boolean late) {
        RemotelyGuardedTest test = new RemotelyGuardedTest();
        RemotelyGuarded stream = test.stream(text -> new RemoteVerdict.Passed());
        String all = SENTENCE.repeat(200);
        int at = 0;
        for (int size : sizes) {
            stream.next(said(all.substring(at, at + size)));
            at += size;
            if (!late) {
                test.run();
            }
        }
        stream.end();
        test.run();

        assertThat(test.client.text()).isEqualTo(all.substring(0, at));
        assertThat(String.join("", test.shown).stripTrailing())
                .as("all but a blank at the end, which needs no verdict")
                .isEqualTo(all.substring(0, at).stripTrailing());
        assertThat(test.client.endings).containsExactly("end");
    }

    @Test
    void showsPiecesThatEndWithSentences() {
        RemotelyGuarded stream = stream(text -> new RemoteVerdict.Passed());
        for (int i = 0; i < 60; i++) {
            for (int from = 0; from < SENTENCE.length(); from = SENTENCE.indexOf(' ', from) + 1) {
                stream.next(said(SENTENCE.substring(from, SENTENCE.indexOf(' ', from) + 1)));
                run();
            }
        }

        assertThat(shown)
                .hasSizeGreaterThan(3)
                .allSatisfy(piece -> assertThat(piece)
                        .startsWith("The quick")
                        .endsWith("today. ")
                        .hasSizeLessThanOrEqualTo(1_000));
        assertThat(shown.getFirst()).hasSizeBetween(200, 400);
        assertThat(shown.subList(1, shown.size()))
                .allSatisfy(piece -> assertThat(piece).hasSizeBetween(600, 1_000));
    }

    @Test
    void cutsNoWordWhereNoSentenceEnds() {
        RemotelyGuarded stream = stream(text -> new RemoteVerdict.Passed());
        for (int i = 0; i < 400; i++) {
            stream.next(said(" wor"));
            stream.next(said("d"));
            run();
        }

        assertThat(shown)
                .hasSizeGreaterThan(1)
                .allSatisfy(piece -> assertThat(piece).endsWith("word"));
    }

    @Test
    void judgesTextWithoutSpacesAsWell() {
        RemotelyGuarded stream = stream(text -> new RemoteVerdict.Passed());
        for (int i = 0; i < 50; i++) {
            stream.next(said("x".repeat(100)));
            run();
        }

        assertThat(shown).hasSizeGreaterThanOrEqualTo(4);
        assertThat(client.text()).isNotEmpty();
    }

    @Test
    void letsNothingOutBeforeItsVerdict() {
        RemotelyGuarded stream = stream(text -> new RemoteVerdict.Passed());
        for (int i = 0; i < 20; i++) {
            stream.next(said(SENTENCE));
        }

        assertThat(client.text()).isEmpty();
        run();
        assertThat(client.text()).isNotEmpty();
    }

    @Test
    void putsMaskedTextInThePlaceOfItsPiece() {
        RemotelyGuarded stream = stream(text -> text.contains("fox")
                ? new RemoteVerdict.Masked(List.of(text.replace("fox", "{ANIMAL}")))
                : new RemoteVerdict.Passed());
        for (int i = 0; i < 40; i++) {
            stream.next(said(SENTENCE.substring(0, 20)));
            stream.next(said(SENTENCE.substring(20)));
            run();
        }
        stream.end();
        run();

        assertThat(client.text()).isEqualTo(SENTENCE.replace("fox", "{ANIMAL}").repeat(40));
    }

    @Test
    void endsAtABlockedPieceAndGivesTheProviderUp() {
        RemotelyGuarded stream = stream(
                text -> text.contains("secret") ? new RemoteVerdict.Blocked(List.of("x")) : new RemoteVerdict.Passed());
        for (int i = 0; i < 10; i++) {
            stream.next(said(SENTENCE));
            run();
        }
        stream.next(said("The secret. "));
        stream.end();
        run();
        stream.next(said("More."));

        assertThat(client.text()).doesNotContain("secret", "More");
        assertThat(client.finish).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(client.endings).containsExactly("end");
        assertThat(source.told).contains("cancel");
    }

    @Test
    void breaksOffWhenNobodyCanJudge() {
        RemotelyGuarded stream = stream(text -> new RemoteVerdict.Failed("timeout", true));
        stream.next(said(SENTENCE));
        stream.end();
        run();

        assertThat(client.text()).isEmpty();
        assertThat(client.endings).containsExactly("BROKEN guardrail_unavailable");
        assertThat(source.told).contains("cancel");
    }

    @Test
    void breaksOffWhenTheJudgeThrows() {
        RemotelyGuarded stream = stream(text -> {
            throw new IllegalStateException("a fault");
        });
        stream.next(said(SENTENCE));
        stream.end();
        run();

        assertThat(client.endings).containsExactly("BROKEN guardrail_unavailable");
    }

    @Test
    void asksTheProviderForABreakWhileMuchIsUnjudged() {
        RemotelyGuarded stream = stream(text -> new RemoteVerdict.Passed());
        for (int i = 0; i < 110; i++) {
            stream.next(said(SENTENCE));
        }

        assertThat(source.told).containsExactly("pause");
        run();
        assertThat(source.told).containsExactly("pause", "resume");
    }

    @Test
    void judgesWhatCameBeforeAFailure() {
        RemotelyGuarded stream = stream(text -> new RemoteVerdict.Passed());
        stream.next(said(SENTENCE));
        stream.fail(Failure.of(Failure.Kind.BROKEN, "cut"));
        run();

        assertThat(client.text()).isEqualTo(SENTENCE);
        assertThat(client.endings).containsExactly("BROKEN cut");
    }

    @Test
    void tellsAClientThatLeftNothingMore() {
        RemotelyGuarded stream = stream(text -> new RemoteVerdict.Passed());
        stream.next(said(SENTENCE.repeat(10)));
        stream.next(said("And"));
        stream.cancelled();
        run();

        assertThat(client.text()).isEmpty();
        assertThat(client.endings).containsExactly("cancelled");
    }

    private RemotelyGuarded stream(Function<String, RemoteVerdict> judge) {
        return new RemotelyGuarded(
                texts -> {
                    shown.addAll(texts);
                    return judge.apply(texts.getFirst());
                },
                source,
                Runnable::run,
                waiting::add,
                client);
    }

    /** Lets the service answer. */
    private void run() {
        for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
            task.run();
        }
    }

    private static Event said(String text) {
        return new Event(List.of(new Chunk.TextDelta(text)), null);
    }

    private static final class Source implements Stream {
        private final List<String> told = new ArrayList<>();

        @Override
        public void start(Receiver receiver) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void pause() {
            told.add("pause");
        }

        @Override
        public void resume() {
            told.add("resume");
        }

        @Override
        public void cancel() {
            told.add("cancel");
        }
    }

    private static final class Client implements Receiver {
        private final StringBuilder said = new StringBuilder();
        private final List<String> endings = new ArrayList<>();
        private FinishReason finish = FinishReason.STOP;

        String text() {
            return said.toString();
        }

        @Override
        public void next(Event event) {
            for (Chunk chunk : event.chunks()) {
                switch (chunk) {
                    case Chunk.TextDelta delta -> said.append(delta.text());
                    case Chunk.Finished finished -> finish = finished.reason();
                    default -> {}
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void end() {
            endings.add("end");
        }

        @Override
        public void fail(Failure failure) {
            endings.add(failure.kind() + " " + failure.code());
        }

        @Override
        public void cancelled() {
            endings.add("cancelled");
        }
    }
}
