package gateway.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.app.TestGateway;
import gateway.http.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that wait in Artemis: sent to the gateway that runs, again and again with a key of their own until they are
 * taken, and fetched from whichever runs then.
 */
final class JobTraffic extends QueueTraffic {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ACCEPTED = 202;
    /** As many as are looked after between two pauses: those that were sent first are answered first. */
    private static final int GLANCE = 64;

    private final HttpClient http = HttpClient.newHttpClient();
    private final DrillBroker broker;
    private final ConcurrentSkipListMap<Integer, String> pending = new ConcurrentSkipListMap<>();
    private final List<CompletableFuture<Void>> working = new ArrayList<>();
    private volatile @Nullable URI gateway;

    JobTraffic(Path folder) throws IOException {
        broker = new DrillBroker(folder);
    }

    @Override
    String settings(int consumers, String key) {
        return """
                    %s
                    jobs: {kind: jms, request-queue: requests, dead-letter-queue: dead, consumers: %d, kept: 2d}
                """.formatted(broker.settings(), consumers);
    }

    @Override
    void serves(URI uri) {
        gateway = uri;
    }

    @Override
    void send(int messages) {
        work(() -> {
            for (int i = 0; i < messages && isOpen(); i++) {
                submit(i);
            }
        });
        work(() -> {
            while (isOpen()) {
                pending.entrySet().stream().limit(GLANCE).forEach(this::look);
                pause();
            }
        });
    }

    @Override
    int waiting() {
        return broker.count("requests");
    }

    @Override
    int dead() {
        return broker.count("dead");
    }

    private void work(Runnable work) {
        working.add(CompletableFuture.runAsync(work, each -> Thread.ofPlatform().start(each)));
    }

    private void submit(int number) {
        String job = "{\"endpoint\":\"/v1/chat/completions\",\"body\":%s}".formatted(body(number));
        while (isOpen()) {
            HttpResponse<String> reply =
                    call("", to -> to.header("idempotency-key", "m" + number).POST(BodyPublishers.ofString(job)));
            if (reply != null && reply.statusCode() == ACCEPTED) {
                pending.put(number, json(reply.body()).path("id").asText());
                return;
            }
            pause();
        }
    }

    private void look(Map.Entry<Integer, String> job) {
        HttpResponse<String> reply = call("/" + job.getValue(), HttpRequest.Builder::GET);
        if (reply == null || reply.statusCode() != 200) {
            return;
        }
        JsonNode response = json(reply.body()).path("response");
        if (!response.isMissingNode()) {
            took(
                    "m" + job.getKey(),
                    response.path("status_code").asText(),
                    response.path("body").toString());
            pending.remove(job.getKey());
        }
    }

    /** Calls the gateway that runs; null if it does not answer. */
    private @Nullable HttpResponse<String> call(String path, UnaryOperator<HttpRequest.Builder> how) {
        URI uri = gateway;
        if (uri == null) {
            return null;
        }
        HttpRequest.Builder to = HttpRequest.newBuilder(uri.resolve("/v1/jobs" + path))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + TestGateway.KEY);
        return http.sendAsync(how.apply(to).build(), BodyHandlers.ofString())
                .handle((reply, gone) -> reply)
                .join();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        boolean _ = Waiting.until(PAUSE, () -> false);
    }

    @Override
    public void close() {
        super.close();
        working.forEach(CompletableFuture::join);
        http.close();
        broker.close();
    }
}
