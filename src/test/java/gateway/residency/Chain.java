package gateway.residency;

import gateway.admission.Admission;
import gateway.admission.TimeLimits;
import gateway.call.AttemptFailedException;
import gateway.call.CallGate;
import gateway.call.CountFailure;
import gateway.call.HedgeShares;
import gateway.call.HostGate;
import gateway.call.NextAttempt;
import gateway.call.Rests;
import gateway.call.StartWalk;
import gateway.call.TimeShare;
import gateway.call.Walk;
import gateway.choose.Rankings;
import gateway.choose.Strategy;
import gateway.killswitch.ActiveCalls;
import gateway.killswitch.KillSwitchFilter;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.SwitchSource;
import gateway.latency.Latencies;
import gateway.model.Answer;
import gateway.model.Completion;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.Plan;
import gateway.model.RefusedException;
import gateway.model.Registry;
import gateway.provider.CallProvider;
import gateway.provider.Provider;
import gateway.residency.RandomCalls.RandomCall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The chain's own stages in the order of its routes, with providers that note who is called. */
final class Chain {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(1);

    private final boolean withStage;
    private final EuHosts eu;

    /**
     * Puts it together.
     *
     * @param withStage whether the residency stage is in it
     * @param eu what the gates take for European
     */
    Chain(boolean withStage, EuHosts eu) {
        this.withStage = withStage;
        this.eu = eu;
    }

    /** Sends a request through, and tells whom it called. */
    List<Deployment> run(RandomCall call) {
        List<Deployment> called = new ArrayList<>();
        try {
            walk(call, called);
        } catch (RefusedException e) {
            // to refuse is always right here
        }
        return called;
    }

    private void walk(RandomCall call, List<Deployment> called) {
        AtomicInteger reads = new AtomicInteger();
        SwitchSource switches = () -> call.switches(reads.getAndIncrement() / 2);
        Registry registry = call.registry();
        Latencies latencies = new Latencies(LONG, deployment -> LONG);
        Rests rests = new Rests(() -> 0);
        CallGate gate = new CallGate(switches, CLOCK, new HostGate(hosts(), eu));
        NextAttempt next = new NextAttempt(gate, rests, () -> 0, new TimeShare(latencies, () -> 0), 6);
        CallProvider provider = new CallProvider(
                providers(call, registry, called),
                gate,
                new ActiveCalls(new LiveSwitches(), CLOCK, (by, streaming) -> {}),
                latencies,
                rests,
                () -> 1,
                LONG);
        Plan plan = new Admission(key -> call.tenant(), () -> registry, new TimeLimits(LONG, LONG, LONG, LONG))
                .apply(Examples.chat(
                        Examples.call(call.wishes()),
                        call.model(),
                        call.places().size() % 2 == 0));
        Plan allowed = withStage ? new ResidencyFilter().apply(plan) : plan;
        Plan on = new KillSwitchFilter(switches, CLOCK).apply(allowed);
        Strategy strategy = call.places().size() % 3 == 0 ? Strategy.WEIGHTED : Strategy.BANDIT;
        Walk walk = new StartWalk(new HedgeShares(Map.of()))
                .apply(Rankings.choose(strategy, latencies, new Random(7)).apply(on));
        while (walk.isUnanswered()) {
            walk = next.apply(walk);
            try {
                walk = provider.apply(walk);
            } catch (AttemptFailedException e) {
                walk = new CountFailure().apply(walk, e);
            }
        }
    }

    private static Set<String> hosts() {
        return Stream.concat(RandomCalls.INSIDE.stream(), RandomCalls.OUTSIDE.stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Map<String, Provider> providers(RandomCall call, Registry registry, List<Deployment> called) {
        Map<String, RandomCalls.Place> places = call.byId();
        Provider provider = (chat, deployment, required, timeout) -> {
            called.add(deployment);
            RandomCalls.Place place = places.get(deployment.id());
            if (place != null && place.fault() != null) {
                throw new FailedException(Failure.of(place.fault(), "a_fault"));
            }
            return new Provider.Reply(
                    new Answer.Whole(new Completion("id", "m", List.of(), FinishReason.STOP, null, null), null),
                    List.of());
        };
        return registry.all().stream()
                .map(Deployment::provider)
                .distinct()
                .collect(Collectors.toMap(id -> id, id -> provider));
    }
}
