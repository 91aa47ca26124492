package gateway.drill;

import gateway.control.ControlSnapshot;
import gateway.control.KeyHash;
import gateway.decision.DecisionRecorder;
import gateway.killswitch.ActiveCalls;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.ObeySwitches;
import gateway.killswitch.PendingCall;
import gateway.killswitch.Switch;
import gateway.metering.Ended;
import gateway.metering.Ended.Exit;
import gateway.model.Answer;
import gateway.model.Deployment;
import gateway.model.Event;
import gateway.model.Examples;
import gateway.model.Failure;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Receiver;
import gateway.model.Registry;
import gateway.model.Request;
import gateway.model.Stream;
import gateway.model.Tenant;
import gateway.model.Usage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one call asks of the control data of a large company, and what it costs to be cut and recorded. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LookupBenchmark {
    /** As many names as keys, so that no look-up finds what the one before has left in the cache. */
    private static final String[] KEYS = names(LargeControl.KEYS, "");

    private static final String[] UNKNOWN = names(LargeControl.KEYS, "x");

    private final InstantSource clock = InstantSource.system();
    private final ControlSnapshot control = LargeControl.snapshot();
    private final LiveSwitches switches = LargeControl.switches();
    private final ActiveCalls active = new ActiveCalls(switches, clock, (by, streaming) -> {});
    private final ObeySwitches obey = new ObeySwitches(active);
    private final DecisionRecorder recorder =
            new DecisionRecorder(switches, clock, System::nanoTime, 0, (records, cause) -> {});
    private final Deployment deployment = Examples.deployment("a");
    private final Plan plan = Examples.plan(Examples.chat(true), Examples.ANYWHERE, deployment);
    private final Started source = new Started();
    private final Outcome outcome = Examples.outcome(plan, new Answer.Streamed(source));
    private final Ended ended =
            new Ended(outcome, Exit.COMPLETE, null, Usage.of(100, 50), false, 1_000, System.nanoTime());
    private int turn;

    /** Whose key it is. */
    @Benchmark
    public @Nullable Tenant findKey() {
        return control.find(KEYS[next(KEYS.length)]);
    }

    /** That it is nobody's. */
    @Benchmark
    public @Nullable Tenant findUnknownKey() {
        return control.find(UNKNOWN[next(UNKNOWN.length)]);
    }

    /** The part of it that is the hash. */
    @Benchmark
    public String hashKey() {
        return KeyHash.of(KEYS[next(KEYS.length)]);
    }

    /** The registry. */
    @Benchmark
    public Registry current() {
        return control.current();
    }

    /** A model's deployments. */
    @Benchmark
    public @Nullable List<Deployment> findModel() {
        return control.current().find(Names.MODELS[next(Names.MODELS.length)]);
    }

    /** An alias's deployments. */
    @Benchmark
    public @Nullable List<Deployment> findAlias() {
        return control.current().find(Names.ALIASES[next(Names.ALIASES.length)]);
    }

    /** Whether the request is switched off; the clock is read, too. */
    @Benchmark
    public @Nullable Switch switchAgainstRequest() {
        return switches.current().against(plan, clock.instant());
    }

    /** Whether a deployment is switched off; the clock is read, too. */
    @Benchmark
    public @Nullable Switch switchAgainstDeployment() {
        return switches.current().against(deployment, clock.instant());
    }

    /** To be cut while waiting for a provider. */
    @Benchmark
    public Request waitCuttable() {
        try (PendingCall call = active.waiting(plan, deployment)) {
            Request request = call.request();
            call.answered();
            return request;
        }
    }

    /** To be cut while a stream runs, from its start to its end. */
    @Benchmark
    public Outcome streamCuttable() {
        Outcome cuttable = obey.apply(outcome);
        if (cuttable.served().answer() instanceof Answer.Streamed streamed) {
            streamed.stream().start(Deaf.INSTANCE);
        }
        source.end();
        return cuttable;
    }

    /** To be recorded: what the call itself does for it. */
    @Benchmark
    public Instant record() {
        recorder.ended(ended);
        return Instant.EPOCH;
    }

    private int next(int length) {
        turn = turn + 1 == length ? 0 : turn + 1;
        return turn;
    }

    private static String[] names(int count, String ending) {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = LargeControl.key(i) + ending;
        }
        return names;
    }

    /** The names of the models. */
    private static final class Names {
        static final String[] MODELS = new String[LargeControl.MODELS];
        static final String[] ALIASES = new String[LargeControl.MODELS];

        static {
            for (int i = 0; i < LargeControl.MODELS; i++) {
                MODELS[i] = LargeControl.model(i);
                ALIASES[i] = "alias-" + i;
            }
        }
    }

    /** A stream that ends when it is told to. */
    private static final class Started implements Stream {
        private Receiver receiver = Deaf.INSTANCE;

        void end() {
            receiver.end();
        }

        @Override
        public void start(Receiver to) {
            receiver = to;
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
        static final Deaf INSTANCE = new Deaf();

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
