package gateway.failover;

import gateway.app.TestGateway;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.failover.Overlay.Place;
import gateway.reload.RouteFolder;
import gateway.simulator.SimulatorCounts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A gateway with places inside and outside the EU, whose providers misbehave by chance. */
public final class Residence implements AutoCloseable {
    private static final int PHASE = 50;
    private static final int AT_ONCE = 8;
    private static final List<String> DIALECTS = List.of("openai", "anthropic", "gemini", "bedrock");
    private static final Map<String, String> INSIDE = Map.of(
            "openai", "eu.api.openai.com",
            "anthropic", "europe-west4-aiplatform.googleapis.com",
            "gemini", "aiplatform.eu.rep.googleapis.com",
            "bedrock", "bedrock-runtime.eu-central-1.amazonaws.com");
    private static final Map<String, String> OUTSIDE = Map.of(
            "openai", "api.openai.com",
            "anthropic", "api.anthropic.com",
            "gemini", "generativelanguage.googleapis.com",
            "bedrock", "bedrock-runtime.us-east-1.amazonaws.com");
    private static final List<String> FAULTS = List.of(
            "\"status\":500",
            "\"status\":503,\"every\":2",
            "\"status\":429,\"headers\":{\"retry-after\":\"1\"},\"times\":3",
            "\"status\":401,\"every\":3",
            "\"reset\":true,\"every\":2",
            "\"garbage\":true",
            "\"errorIn200\":true,\"every\":2",
            "\"emptyStream\":true",
            "\"cutAfterChunks\":0",
            "\"cutAfterChunks\":2,\"every\":2");

    private static final String STAGE = """
                    - bean:
                        id: residency
                        description: Keep what stays in the EU, when tenant or request says so
                        ref: residency
                        method: apply
            """;

    private final TestGateway gateway;
    private final Client client;

    private Residence(TestGateway gateway) {
        this.gateway = gateway;
        this.client = new Client(gateway);
    }

    /** Starts it: each model has places outside the EU first. */
    public static Residence start() {
        return start(null);
    }

    /** Starts it without the stage that keeps only what is in the EU: the checks at the sockets stand alone. */
    public static Residence startWithoutStage() {
        RouteFolder routes = RouteFolder.create();
        routes.edit("chat", STAGE, "");
        return start(routes.path());
    }

    private static Residence start(@Nullable Path routes) {
        Overlay overlay = new Overlay().section("breaker: {open: 200ms}");
        INSIDE.forEach((dialect, host) -> overlay.provider(dialect + "-in", dialect, host));
        OUTSIDE.forEach((dialect, host) -> overlay.provider(dialect + "-out", dialect, host));
        for (int i = 0; i < DIALECTS.size(); i++) {
            String first = DIALECTS.get(i);
            String second = DIALECTS.get((i + 1) % DIALECTS.size());
            overlay.model(
                    first + "-mixed",
                    new Place(first + "-1", first + "-out", "us.m-" + first, false),
                    new Place(first + "-2", second + "-in", "eu.m-" + first, true),
                    new Place(first + "-3", second + "-out", "us.m-" + first, false),
                    new Place(first + "-4", first + "-in", "eu.m-" + first, true));
        }
        overlay.model("nowhere-near", new Place("nowhere-near-1", "openai-out", "nowhere-near", false));
        return new Residence(TestGateway.start(overlay.yaml(), routes, Map.of()));
    }

    /** Makes calls that must stay in the EU, while faults come and go; tells how often each status came. */
    public Map<Integer, Integer> run(int calls, long seed) {
        Random random = new Random(seed);
        Map<Integer, Integer> statuses = new HashMap<>();
        for (int done = 0; done < calls; done += PHASE) {
            misbehave(random);
            List<Call> phase = IntStream.range(0, Math.min(PHASE, calls - done))
                    .mapToObj(i -> Call.of(random))
                    .toList();
            Load.of(phase.size(), AT_ONCE, i -> ask(phase.get(i)))
                    .forEach(reply -> statuses.merge(reply.status(), 1, Integer::sum));
        }
        gateway.simulator().faults().clear();
        return statuses;
    }

    /** Calls a model without a word about where. */
    public Reply askAnywhere(String model) {
        return client.ask(model);
    }

    /** Calls a model that must stay in the EU. */
    public Reply askInEu(Api api, String model) {
        return client.ask(api, model, false, Map.of("x-serai-residency", "eu"));
    }

    /** Calls that reached hosts inside, or outside. */
    public long calls(boolean eu) {
        return gateway.simulator().counts().rows().stream()
                .filter(row ->
                        (eu ? INSIDE : OUTSIDE).containsValue(row.upstream().host()))
                .mapToLong(SimulatorCounts.Row::started)
                .sum();
    }

    @Override
    public void close() {
        gateway.close();
    }

    private Reply ask(Call call) {
        return client.ask(call.api(), call.model(), call.stream(), Map.of("x-serai-residency", "eu"));
    }

    private void misbehave(Random random) {
        gateway.simulator().faults().clear();
        for (String dialect : DIALECTS) {
            if (random.nextInt(3) > 0) {
                gateway.simulator()
                        .faults()
                        .put(
                                dialect,
                                "{\"host\":\"" + INSIDE.get(dialect) + "\"," + FAULTS.get(random.nextInt(FAULTS.size()))
                                        + "}");
            }
        }
    }

    private record Call(Api api, String model, boolean stream) {
        static Call of(Random random) {
            int model = random.nextInt(DIALECTS.size() + 1);
            return new Call(
                    random.nextBoolean() ? Api.OPENAI : Api.ANTHROPIC,
                    model < DIALECTS.size() ? DIALECTS.get(model) + "-mixed" : "auto",
                    random.nextBoolean());
        }
    }
}
