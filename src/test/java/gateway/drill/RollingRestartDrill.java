package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.failover.Client;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Two processes are replaced one after the other while clients call: no call fails. */
class RollingRestartDrill {
    private static final int ROUNDS = 3;
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Map<String, String> DRAIN = Map.of("SERAI_DRAIN_DELAY", "2s", "SERAI_DRAIN_TIMEOUT", "20s");
    private static final String MODEL = "claude-sonnet-4-5";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<GatewayProcess> running = new CopyOnWriteArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger calls = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile List<GatewayProcess> ready = List.of();

    @Test
    void failsNoCall() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            running.add(started());
            running.add(started());
            look();
            threads.execute(this::follow);
            threads.execute(() -> load(threads));
            for (int i = 0; i < 2 * ROUNDS; i++) {
                GatewayProcess fresh = started();
                GatewayProcess old = running.getFirst();
                running.add(fresh);
                old.close();
                running.remove(old);
            }
            over.set(true);
        } finally {
            over.set(true);
            running.forEach(GatewayProcess::close);
        }
        System.err.println("rolling restart drill: " + calls + " calls, " + 2 * ROUNDS + " restarts, " + failures.size()
                + " failed " + failures.stream().limit(5).toList());
        assertThat(calls.get()).isGreaterThan(500);
        assertThat(failures).isEmpty();
    }

    private static GatewayProcess started() throws IOException, InterruptedException {
        GatewayProcess process = GatewayProcess.start(DRAIN);
        process.pace("{\"firstByteMs\":20,\"intervalMs\":10,\"tokens\":50}");
        return process;
    }

    /** As a balancer does. */
    private void follow() {
        while (!over.get()) {
            look();
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private void look() {
        ready = running.stream().filter(this::isReady).toList();
    }

    private boolean isReady(GatewayProcess process) {
        URI health = URI.create("http://127.0.0.1:" + process.managementPort() + "/health/ready");
        try {
            return http.send(
                                    HttpRequest.newBuilder(health)
                                            .timeout(Duration.ofSeconds(1))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void load(ExecutorService threads) {
        while (!over.get()) {
            int call = calls.incrementAndGet();
            threads.execute(() -> call(call));
            LockSupport.parkNanos(BETWEEN_CALLS.toNanos());
        }
    }

    private void call(int number) {
        List<GatewayProcess> targets = ready;
        boolean stream = number % 2 == 0;
        if (targets.isEmpty()) {
            failures.add("nobody is ready");
            return;
        }
        HttpRequest request = HttpRequest.newBuilder(
                        targets.get(number % targets.size()).uri().resolve("/v1/chat/completions"))
                .header("authorization", "Bearer " + TestGateway.KEY)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(Client.body(MODEL, stream)))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200 || (stream && !response.body().contains("[DONE]"))) {
                failures.add(response.statusCode() + " " + response.body());
            }
        } catch (IOException e) {
            failures.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
