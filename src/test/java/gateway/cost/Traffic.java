package gateway.cost;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.OpenStream;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls of every kind while providers fail at random, clients leave, and operators cut. */
public final class Traffic {
    private static final int CLIENTS = 16;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final List<String> MODELS = List.of(
            "gpt-4o-mini",
            "claude-sonnet-4-5",
            "claude-haiku-4-5",
            "gemini-2.5-flash",
            "mistral-small-2603",
            "auto",
            "auto:cheap");
    private static final List<String> FAULTS = List.of(
            "\"status\":503,\"every\":7",
            "\"status\":429,\"every\":29",
            "\"status\":400,\"every\":31",
            "\"reset\":true,\"every\":13",
            "\"garbage\":true,\"every\":17",
            "\"emptyStream\":true,\"every\":19",
            "\"errorIn200\":true,\"every\":23",
            "\"hang\":true,\"every\":67",
            "\"cutAfterChunks\":3,\"every\":11",
            "\"errorEventAfterChunks\":5,\"every\":37");

    private final CostLab lab;
    private final AtomicInteger cuts = new AtomicInteger();

    /** Takes where it goes. */
    public Traffic(CostLab lab) {
        this.lab = lab;
    }

    /** Makes so many calls, each with a record, and waits for their ends. */
    public void run(int calls, long seed) throws InterruptedException, ExecutionException {
        lab.gateway().simulator().pace(new Pace(1, 1, 12));
        for (int i = 0; i < FAULTS.size(); i++) {
            lab.gateway().simulator().faults().put("fault-" + i, "{" + FAULTS.get(i) + "}");
        }
        AtomicInteger left = new AtomicInteger(calls);
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(seed + i);
                clients.add(threads.submit(() -> {
                    for (int number = left.getAndDecrement(); number > 0; number = left.getAndDecrement()) {
                        call(random, number);
                    }
                }));
            }
        }
        for (Future<?> each : clients) {
            each.get();
        }
        lab.gateway().simulator().faults().clear();
        Waiting.until(LONG, () -> lab.metric("serai_requests_in_flight") == 0);
    }

    private void call(Random random, int number) {
        Api api = random.nextBoolean() ? Api.OPENAI : Api.ANTHROPIC;
        boolean streamed = random.nextBoolean();
        String body = Client.body(MODELS.get(random.nextInt(MODELS.size())), streamed);
        String headers = "connection: close\r\n" + (random.nextInt(20) == 0 ? "x-serai-deadline-ms: 100\r\n" : "");
        try (OpenStream call = OpenStream.of(lab.gateway(), api, TestGateway.KEY, headers, body)) {
            switch (random.nextInt(10)) {
                case 0 -> Waiting.until(Duration.ofMillis(1 + random.nextInt(5)), call::hasEnded);
                case 1 -> Waiting.until(LONG, () -> call.hasBegun() || call.hasEnded());
                default -> call.awaitEnd(LONG);
            }
        }
        if (number % 250 == 0) {
            cut();
        }
    }

    /** An operator ends the streams of one model, and lets them go on. */
    private void cut() {
        String path = "/admin/v1/kill-switches/model/claude-haiku-4-5";
        String reason = "{\"reason\":\"a drill\",\"mode\":\"cut\"}";
        lab.client().admin("PUT", path, TestGateway.ADMIN_KEY, reason);
        lab.client().admin("DELETE", path, TestGateway.ADMIN_KEY, "");
        cuts.incrementAndGet();
    }

    /** The sum of what the records of all calls say that they cost, in micro-USD. */
    public long costOfDecisions(int calls) {
        long sum = 0;
        for (JsonNode record : lab.decisions(calls)) {
            sum += record.path("cost_micro_usd").asLong();
        }
        return sum;
    }

    /** How often an operator cut. */
    public int cuts() {
        return cuts.get();
    }
}
