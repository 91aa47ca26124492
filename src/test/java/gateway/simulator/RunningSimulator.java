package gateway.simulator;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A simulator without pauses and a plain HTTP client, new for each test. */
final class RunningSimulator implements BeforeEachCallback, AfterEachCallback {
    private @Nullable Vertx vertx;
    private @Nullable Simulator simulator;
    private @Nullable HttpClient client;

    @Override
    public void beforeEach(ExtensionContext context) {
        vertx = Vertx.vertx();
        simulator = Simulator.start(vertx, "127.0.0.1", 0);
        simulator.pace(Pace.INSTANT);
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        requireNonNull(client).shutdownNow();
        get().close();
        requireNonNull(vertx).close().toCompletionStage().toCompletableFuture().join();
    }

    Simulator get() {
        return requireNonNull(simulator);
    }

    Vertx vertx() {
        return requireNonNull(vertx);
    }

    HttpClient client() {
        return requireNonNull(client);
    }

    String url(String path) {
        return "http://127.0.0.1:" + get().port() + path;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(10));
    }

    /** Posts with every dialect's credentials. */
    HttpRequest.Builder post(String path, String json) {
        return request(path)
                .header("authorization", "Bearer any")
                .header("x-api-key", "any")
                .header("anthropic-version", "2023-06-01")
                .POST(BodyPublishers.ofString(json));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client().send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
