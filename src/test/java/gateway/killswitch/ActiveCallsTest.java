package gateway.killswitch;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import gateway.metering.Ended;
import gateway.metering.Ended.Exit;
import gateway.metering.Meter;
import gateway.model.Answer;
import gateway.model.Cancellation;
import gateway.model.Chunk;
import gateway.model.Deployment;
import gateway.model.Event;
import gateway.model.Examples;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Receiver;
import gateway.model.Stream;
import gateway.model.Wishes;
import gateway.token.TokenCounter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ActiveCallsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Deployment SONNET = Examples.deployment("sonnet-1");
    private static final Event TEXT = new Event(List.of(new Chunk.TextDelta("Hi")), null);

    private final LiveSwitches switches = new LiveSwitches();
    private final AtomicLong readings = new AtomicLong();
    private final List<String> told = new ArrayList<>();
    private final ActiveCalls calls =
            new ActiveCalls(switches, () -> NOW, (by, streaming) -> told.add(by.path() + " " + streaming));
    private final List<Ended> ends = new ArrayList<>();
    private final Source source = new Source();
    private final Heard heard = new Heard();

    @ParameterizedTest
    @CsvSource({
        "GLOBAL, all",
        "PROVIDER, anthropic",
        "MODEL, sonnet",
        "DEPLOYMENT, sonnet-1",
        "ROUTE, openai-chat",
        "TENANT, demo"
    })
    void cutsAStreamThatASwitchNames(Scope scope, String name) {
        Receiver running = start(plan());
        running.next(TEXT);

        take(thrown(scope, name, Mode.CUT, null));
        running.next(TEXT);
        running.flush();

        assertThat(heard.log).containsExactly("next", "fail switched_off");
        assertThat(source.cancelled).hasValue(1);
        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.exit()).isEqualTo(Exit.FAILED);
            assertThat(end.failure()).isEqualTo(Failure.of(Kind.CUT, "switched_off"));
        });
        assertThat(Kind.CUT.counted()).isFalse();
        assertThat(told).containsExactly(scope.name().toLowerCase(java.util.Locale.ROOT) + "/" + name + " true");
        assertThat(calls.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"PROVIDER, openai", "MODEL, haiku", "DEPLOYMENT, other", "ROUTE, anthropic-messages", "TENANT, clinic"})
    void leavesAStreamAloneThatTheSwitchDoesNotName(Scope scope, String name) {
        Receiver running = start(plan());

        take(thrown(scope, name, Mode.CUT, null));
        running.next(TEXT);

        assertThat(heard.log).containsExactly("next");
        assertThat(calls.size()).isEqualTo(1);
    }

    @Test
    void leavesStreamsAloneThatDrainOrWhoseSwitchHasExpired() {
        start(plan());

        take(thrown(Scope.GLOBAL, "all", Mode.DRAIN, null), thrown(Scope.MODEL, "sonnet", Mode.CUT, NOW));

        assertThat(heard.log).isEmpty();
    }

    @Test
    void findsACutBehindASwitchThatOnlyDrains() {
        start(plan());

        take(thrown(Scope.GLOBAL, "all", Mode.DRAIN, null));
        take(thrown(Scope.GLOBAL, "all", Mode.DRAIN, null), thrown(Scope.PROVIDER, "anthropic", Mode.CUT, null));

        assertThat(heard.log).containsExactly("fail switched_off");
    }

    @Test
    void cutsAStreamThatStartsRightAfterTheSwitchWasThrown() {
        take(thrown(Scope.TENANT, "demo", Mode.CUT, null));

        Receiver running = start(plan());
        running.next(TEXT);
        running.cancelled();

        assertThat(heard.log).containsExactly("fail switched_off");
        assertThat(ends).hasSize(1);
        assertThat(calls.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Exit.class)
    void forgetsAStreamAtEachOfItsThreeEnds(Exit exit) {
        Receiver running = start(plan());

        switch (exit) {
            case COMPLETE -> running.end();
            case FAILED -> running.fail(Failure.of(Kind.BROKEN, "cut"));
            case CANCELLED -> running.cancelled();
        }
        take(thrown(Scope.GLOBAL, "all", Mode.CUT, null));

        assertThat(calls.size()).isZero();
        assertThat(heard.log).hasSize(1);
        assertThat(source.cancelled).hasValue(0);
        assertThat(ends).singleElement().extracting(Ended::exit).isEqualTo(exit);
    }

    @Test
    void holdsNothingOfAStreamThatNobodyStarts() {
        outcome(plan());

        assertThat(calls.size()).isZero();
    }

    @Test
    void leavesWholeAnswersAsTheyAre() {
        Outcome outcome = Examples.outcome(plan(), Examples.whole("Hi", null));

        assertThat(new ObeySwitches(calls).apply(outcome)).isSameAs(outcome);
    }

    @Test
    void givesUpACallThatWaits() {
        AtomicInteger given = new AtomicInteger();
        try (PendingCall call = calls.waiting(plan(), SONNET)) {
            Cancellation seen = call.request().call().cancellation();
            seen.onCancel(given::incrementAndGet);

            take(thrown(Scope.DEPLOYMENT, "sonnet-1", Mode.CUT, null));
            seen.onCancel(given::incrementAndGet);

            assertThat(given).hasValue(2);
            assertThat(seen.isCancelled()).isTrue();
            assertThat(call.cut()).isEqualTo(Failure.SWITCHED_OFF);
            assertThat(call.answered()).isFalse();
            assertThat(told).containsExactly("deployment/sonnet-1 false");
        }
        assertThat(calls.size()).isZero();
    }

    @Test
    void leavesACallToItsStreamOnceItIsAnswered() {
        AtomicInteger given = new AtomicInteger();
        Client client = new Client();
        Plan plan = Examples.plan(
                Examples.chat(Examples.call(Wishes.NONE, null, client), "sonnet", true), Examples.ANYWHERE, SONNET);
        try (PendingCall call = calls.waiting(plan, SONNET)) {
            call.request().call().cancellation().onCancel(given::incrementAndGet);

            assertThat(call.answered()).isTrue();
            take(thrown(Scope.GLOBAL, "all", Mode.CUT, null));

            assertThat(given).hasValue(0);
            assertThat(call.cut()).isNull();
        }
        client.leave();
        client.leave();

        assertThat(given).hasValue(1);
    }

    private static Plan plan() {
        return Examples.plan(Examples.chat(true), Examples.ANYWHERE, SONNET);
    }

    private Outcome outcome(Plan plan) {
        Outcome answered = Examples.outcome(plan, new Answer.Streamed(source));
        return new Meter(List.of(ends::add), () -> 1, new TokenCounter(), id -> null)
                .apply(new ObeySwitches(calls).apply(answered));
    }

    /** The receiver that the provider's stream is given. */
    private Receiver start(Plan plan) {
        if (outcome(plan).served().answer() instanceof Answer.Streamed streamed) {
            streamed.stream().start(heard);
        }
        return source.receiver == null ? heard : source.receiver;
    }

    private void take(Switch... thrown) {
        switches.take(new StoredSwitches(readings.incrementAndGet(), 0, 0, List.of(thrown), List.of()));
    }

    private static Switch thrown(Scope scope, String name, Mode mode, @Nullable Instant until) {
        return new Switch(scope, name, "incident", mode, "tester", NOW, until);
    }

    /** A client that leaves when it is told to. */
    private static final class Client implements Cancellation {
        private final List<Runnable> actions = new ArrayList<>();

        void leave() {
            actions.forEach(Runnable::run);
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void onCancel(Runnable action) {
            actions.add(action);
        }
    }

    /** A stream that tells when it is given up. */
    private static final class Source implements Stream {
        private final AtomicInteger cancelled = new AtomicInteger();
        private @Nullable Receiver receiver;

        @Override
        public void start(Receiver to) {
            receiver = to;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {
            cancelled.incrementAndGet();
            if (receiver != null) {
                receiver.cancelled();
            }
        }
    }

    /** What the client's side was told. */
    private static final class Heard implements Receiver {
        private final List<String> log = new ArrayList<>();

        @Override
        public void next(Event event) {
            log.add("next");
        }

        @Override
        public void flush() {
            log.add("flush");
        }

        @Override
        public void end() {
            log.add("end");
        }

        @Override
        public void fail(Failure failure) {
            log.add("fail " + failure.code());
        }

        @Override
        public void cancelled() {
            log.add("cancelled");
        }
    }
}
