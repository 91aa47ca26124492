package gateway.drill;

import gateway.app.TestGateway;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that send each request, with a key of its own, until it is answered, and once more, to a gateway that is
 * killed with SIGKILL and started anew on the same folder again and again. The provider lives on.
 */
final class KilledGateways {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final List<String> PROVIDERS = List.of("anthropic", "openai", "bedrock");

    private final Path folder;
    private final Duration lease;
    private final Random random;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicReference<URI> gateway = new AtomicReference<>();
    private final Map<String, Set<String>> bodies = new ConcurrentHashMap<>();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicInteger inFlightAtKills = new AtomicInteger();
    private final AtomicInteger asking = new AtomicInteger();

    /**
     * What came of it.
     *
     * @param requests that were sent until they were answered, and once more
     * @param repeated replies that were another one's
     * @param different requests that were answered in more than one way
     * @param calls of the provider
     * @param inFlight requests that were seen under way right before the kills, in sum
     * @param most as many as can have been
     */
    record Result(int kills, int requests, int repeated, long different, long calls, int inFlight, int most) {}

    /**
     * Takes what it works with.
     *
     * @param lease in whole seconds: longer than the gateway may stand still without a kill
     */
    KilledGateways(Path folder, Duration lease, Random random) {
        this.folder = folder;
        this.lease = lease;
        this.random = random;
    }

    /**
     * Runs all of it.
     *
     * @param clients at once
     * @param between two kills
     */
    Result run(int kills, int clients, Duration between) throws Exception {
        Vertx vertx = Vertx.vertx();
        Simulator simulator = Simulator.start(vertx, "127.0.0.1", 0);
        simulator.pace(new Pace(30, 1, 0));
        AtomicInteger requests = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        GatewayProcess process = start(simulator);
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(() -> {
                    while (!over.get()) {
                        client(requests.incrementAndGet());
                    }
                }));
            }
            for (int i = 0; i < kills; i++) {
                LockSupport.parkNanos(between.toNanos() / 2 + random.nextLong(between.toNanos()));
                inFlightAtKills.addAndGet(asking.get());
                process.kill();
                process = start(simulator);
            }
            LockSupport.parkNanos(between.toNanos());
            over.set(true);
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            over.set(true);
            process.kill();
        }
        long calls = simulator.counts().started();
        simulator.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        long different =
                bodies.values().stream().filter(each -> each.size() > 1).count();
        return new Result(
                kills, requests.get(), repeated.get(), different, calls, inFlightAtKills.get(), kills * clients);
    }

    private void client(int number) {
        String key = "request-" + number;
        boolean stream = number % 2 == 0;
        while (!isAnswered(key, stream)) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        while (!isAnswered(key, stream)) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean isAnswered(String key, boolean stream) {
        String body = "{\"model\":\"gpt-4o-mini\",\"max_tokens\":20,\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello " + key + "\"}]}";
        HttpRequest request = HttpRequest.newBuilder(gateway.get().resolve("/v1/chat/completions"))
                .timeout(LONGEST)
                .header("authorization", "Bearer " + TestGateway.KEY)
                .header("idempotency-key", key)
                .POST(BodyPublishers.ofString(body))
                .build();
        asking.incrementAndGet();
        try {
            HttpResponse<String> reply = http.send(request, BodyHandlers.ofString());
            if (reply.statusCode() != 200) {
                return false;
            }
            bodies.computeIfAbsent(key, each -> ConcurrentHashMap.newKeySet()).add(reply.body());
            if (reply.headers().firstValue("x-serai-idempotent-replay").isPresent()) {
                repeated.incrementAndGet();
            }
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            asking.decrementAndGet();
        }
    }

    private GatewayProcess start(Simulator simulator) {
        // a busy machine is no reason to ask another deployment
        StringBuilder overlay = new StringBuilder("""
                gateway:
                  idempotency: {lease: %ds}
                  failover: {connect-timeout: 20s, first-token-initial: 20s, first-token-minimum: 20s}
                  providers:
                """.formatted(lease.toSeconds()));
        for (String provider : PROVIDERS) {
            overlay.append("    ")
                    .append(provider)
                    .append(": {address: \"127.0.0.1:")
                    .append(simulator.port())
                    .append("\"}\n");
        }
        try {
            Path file = Files.writeString(folder.resolve("kills.yaml"), overlay.toString());
            GatewayProcess process = GatewayProcess.start(
                    Map.of("SERAI_DATA_DIR", folder.toString()), List.of("--config", file.toString()));
            gateway.set(process.uri());
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
