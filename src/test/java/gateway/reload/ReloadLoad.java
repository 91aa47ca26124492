package gateway.reload;

import gateway.app.TestGateway;
import gateway.decision.StoredDecision;
import gateway.http.Waiting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Edits routes, good and broken ones by turns, while calls and streams go through them. */
public final class ReloadLoad implements AutoCloseable {
    private static final List<String> GOOD =
            List.of("chat", "provider", "openai-chat", "openai-errors", "call", "anthropic-messages", "inner-errors");
    private static final long EVERY_MILLIS = 20;

    /** A machine that is slow for a moment is no matter of routes. */
    private static final String PATIENT = "gateway: {failover: {first-token-minimum: 10s}, limits: {deciding: 1000}}";

    private final RouteFolder folder = RouteFolder.create();
    private final TestGateway gateway = TestGateway.start(PATIENT, folder.path(), Map.of());
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<CompletableFuture<?>> under = new ArrayList<>();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /**
     * What happened.
     *
     * @param taken edits that changed routes
     * @param refused edits that were broken
     * @param calls answered whole
     * @param streams answered to their end
     * @param failed calls and streams that were not, and why
     * @param routesLeft routes at the end beyond those of the beginning
     */
    public record Result(int taken, int refused, int calls, int streams, List<String> failed, int routesLeft) {}

    /** Runs so many edits under 50 calls a second and so many open streams. */
    public Result run(int edits, int openStreams) throws Exception {
        int routes = gateway.routeIds().size();
        gateway.simulator().faults().put("long", "{\"model\":\"gpt-5-nano\",\"chunks\":40,\"pauseMs\":150}");
        for (int i = 0; i < openStreams; i++) {
            under.add(streamOn());
        }
        ScheduledFuture<?> ticking = clock.scheduleAtFixedRate(this::call, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        int taken = 0;
        int refused = 0;
        try (ReloadLog log = ReloadLog.open()) {
            for (int i = 0; i < edits; i++) {
                if (i % 2 == 0) {
                    good(i);
                    taken++;
                } else {
                    broken(i, log);
                    refused++;
                }
            }
        }
        going.set(false);
        ticking.cancel(false);
        clock.shutdown();
        if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("calls are still being made");
        }
        CompletableFuture.allOf(under.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        Await.until("old generations are gone", () -> gateway.routeIds().size() == routes);
        return new Result(
                taken,
                refused,
                calls.get(),
                streams.get(),
                List.copyOf(failures),
                gateway.definedRouteIds().size() - routes);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        client.shutdownNow();
        gateway.close();
    }

    private void good(int edit) {
        String route = GOOD.get(edit / 2 % GOOD.size());
        Set<String> before = Set.copyOf(gateway.routeIds());
        folder.edit(route, "description: ", "description: Edit " + edit + ", ");
        Await.until("edit " + edit + " is taken", () -> !before.containsAll(gateway.routeIds()));
    }

    private void broken(int edit, ReloadLog log) {
        int before = log.size();
        String chat = folder.text("chat");
        String broken = switch (edit / 2 % 5) {
            case 0 -> "- route: [ # " + edit;
            case 1 -> chat.replace("ref: admission", "ref: residency");
            case 2 -> chat.replace("ref: meter", "ref: meteor");
            case 3 -> chat.replace("description: Count usage and cost at the call's single end", "");
            default -> chat.replace("to:\n            id", "to:\n            nonsense: 1\n            id");
        };
        folder.put("chat", broken);
        Await.until("edit " + edit + " is refused", () -> log.size() > before);
    }

    private void call() {
        if (!going.get()) {
            return;
        }
        boolean anthropic = calls.get() % 2 == 0;
        String path = anthropic ? "/v1/messages" : "/v1/chat/completions";
        under.add(client.sendAsync(request(path, "gpt-4o-mini", false), HttpResponse.BodyHandlers.ofString())
                .handle((response, lost) -> {
                    if (lost == null
                            && response.statusCode() == 200
                            && response.body().contains("You said")) {
                        calls.incrementAndGet();
                    } else {
                        failed(path, response, lost);
                    }
                    return null;
                }));
    }

    private CompletableFuture<Boolean> streamOn() {
        return client.sendAsync(
                        request("/v1/chat/completions", "gpt-5-nano", true), HttpResponse.BodyHandlers.ofString())
                .handle((response, lost) -> {
                    boolean whole = lost == null
                            && response.statusCode() == 200
                            && response.body().contains("data: [DONE]");
                    if (whole) {
                        streams.incrementAndGet();
                    } else {
                        failed("stream", response, lost);
                    }
                    return going.get();
                })
                .thenCompose(again -> again ? streamOn() : CompletableFuture.completedFuture(true));
    }

    private void failed(String what, @Nullable HttpResponse<String> response, @Nullable Throwable lost) {
        failures.add(what + ": "
                + (response == null
                        ? lost
                        : response.statusCode() + " "
                                + response.headers().firstValue("x-serai-code").orElse("")
                                + " of " + response.body().length() + " characters, " + attempts(response)));
    }

    /** What the call's record says of its attempts. */
    private String attempts(HttpResponse<String> response) {
        String id = response.headers().firstValue("x-request-id").orElse("");
        Waiting.until(Duration.ofSeconds(5), () -> gateway.decisions().find(id) != null);
        StoredDecision record = gateway.decisions().find(id);
        return record == null ? "no record" : record.json();
    }

    private HttpRequest request(String path, String model, boolean stream) {
        return HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .header("authorization", "Bearer " + TestGateway.KEY)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"" + model + "\",\"max_tokens\":64,\"stream\":"
                        + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"))
                .build();
    }
}
