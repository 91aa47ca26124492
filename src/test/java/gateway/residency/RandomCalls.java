package gateway.residency;

import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import gateway.killswitch.Switches;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Failure;
import gateway.model.Price;
import gateway.model.Registry;
import gateway.model.Residency;
import gateway.model.Tenant;
import gateway.model.Wishes;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Calls at random: registries whose entries may lie, tenants, wishes, faults and kill switches. */
final class RandomCalls {
    static final String DECLARED = "llm.hospital.example";
    static final Set<String> INSIDE = Set.of(
            "bedrock-runtime.eu-central-1.amazonaws.com",
            "aiplatform.eu.rep.googleapis.com",
            "europe-west4-aiplatform.googleapis.com",
            "eu.api.openai.com",
            DECLARED);
    static final Set<String> OUTSIDE = Set.of(
            "bedrock-runtime.eu-west-2.amazonaws.com",
            "bedrock-runtime.us-east-1.amazonaws.com",
            "bedrock-runtime.eu-central-1.amazonaws.com.evil.example",
            "aiplatform.googleapis.com",
            "europe-west2-aiplatform.googleapis.com",
            "api.openai.com",
            "api.anthropic.com",
            "eu.evil.example",
            "unknown.example");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final List<String> MODELS = List.of("m0", "m1", "m2");
    private static final Set<String> UPSTREAM_INSIDE = Set.of("eu.anthropic.claude", "anthropic.claude");

    private RandomCalls() {}

    /**
     * A place that can be called.
     *
     * @param claimed what its entry says, be it true or not
     * @param fault why it does not answer; null = it does
     */
    record Place(String model, String host, String upstream, Residency claimed, Failure.@Nullable Kind fault) {
        Deployment deployment(int id) {
            return new Deployment(
                    "d" + id,
                    model,
                    "p" + id % 4,
                    host.startsWith("bedrock") ? Dialect.BEDROCK : Dialect.OPENAI,
                    URI.create("https://" + host),
                    upstream,
                    region(),
                    claimed,
                    "a",
                    new Price(id, 0, 0, 0, 1),
                    1_000 * (1 + id % 3),
                    100,
                    id % 3,
                    id % 4);
        }

        private String region() {
            return switch (host) {
                case "bedrock-runtime.eu-central-1.amazonaws.com" -> "eu-central-1";
                case "europe-west4-aiplatform.googleapis.com" -> "europe-west4";
                default -> "eu";
            };
        }
    }

    /**
     * A request and the world that it meets.
     *
     * @param later switches that are thrown while it walks
     */
    record RandomCall(
            List<Place> places, Tenant tenant, Wishes wishes, String model, List<Switch> switches, List<Switch> later) {
        Registry registry() {
            List<Deployment> all = new ArrayList<>();
            places.forEach(place -> all.add(place.deployment(all.size())));
            return Registry.of(1, all, Map.of("alias", "m0"));
        }

        Map<String, Place> byId() {
            Map<String, Place> byId = new HashMap<>();
            places.forEach(place -> byId.put("d" + byId.size(), place));
            return byId;
        }

        boolean staysInTheEu() {
            return tenant.residency() == Residency.EU || wishes.residency() == Residency.EU;
        }

        Switches switches(int reads) {
            Switches now = Switches.NONE;
            for (Switch each : switches) {
                now = now.with(each);
            }
            for (Switch each : later.subList(0, Math.min(reads, later.size()))) {
                now = now.with(each);
            }
            return now;
        }
    }

    /** Whether content that goes there leaves the EU: by the lists above alone. */
    static boolean leaves(Deployment deployment) {
        return !INSIDE.contains(deployment.endpoint().getHost())
                || (deployment.dialect() == Dialect.BEDROCK && !UPSTREAM_INSIDE.contains(deployment.upstreamName()));
    }

    static Arbitrary<RandomCall> calls() {
        Arbitrary<Place> places = Combinators.combine(
                        Arbitraries.of(MODELS),
                        Arbitraries.oneOf(Arbitraries.of(INSIDE), Arbitraries.of(OUTSIDE)),
                        Arbitraries.of("eu.anthropic.claude", "anthropic.claude", "global.anthropic.claude", "gpt"),
                        Arbitraries.of(Residency.class),
                        // a fault of ours is gone through like the others, but logged each time
                        Arbitraries.of(Failure.Kind.class)
                                .filter(kind -> kind != Failure.Kind.OUR_FAULT)
                                .injectNull(0.4))
                .as(Place::new);
        Arbitrary<Tenant> tenants = Combinators.combine(
                        Arbitraries.of(Residency.class),
                        Arbitraries.of(MODELS).set().injectNull(0.5))
                .as((residency, models) -> new Tenant("t0", null, "key", residency, models, null));
        Arbitrary<Wishes> wishes =
                Arbitraries.of(Residency.class).map(residency -> new Wishes(residency, null, null, null, false));
        Arbitrary<String> asked = Arbitraries.of(
                "m0", "m1", "m2", "m3", "alias", "auto", "auto:best", "auto:balanced", "auto:cheap", "auto:fast");
        Arbitrary<Switch> switches = Combinators.combine(
                        Arbitraries.of(Scope.class), Arbitraries.of("all", "p0", "p1", "m0", "d0", "d1", "t0", "t1"))
                .as((scope, name) -> new Switch(scope, name, "a test", Mode.DRAIN, "tester", NOW, null));
        return Combinators.combine(
                        places.list().ofMinSize(1).ofMaxSize(12),
                        tenants,
                        wishes,
                        asked,
                        switches.list().ofMaxSize(2),
                        switches.list().ofMaxSize(3))
                .as(RandomCall::new);
    }
}
