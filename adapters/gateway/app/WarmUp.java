package gateway.app;

import gateway.control.ApiKey;
import gateway.control.ControlData;
import gateway.control.Documents;
import gateway.control.KeyHash;
import gateway.http.GatewayHttpServer;
import gateway.http.ServerOptions;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Limits;
import gateway.model.Price;
import gateway.model.Quota;
import gateway.model.Quota.OnBudget;
import gateway.model.Registry;
import gateway.model.Residency;
import gateway.model.Tenant;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends calls through the whole gateway before anybody else does, so that the first real call pays for no class
 * loading: every client API with every dialect behind, whole and streamed, by a server, a simulator and a registry of
 * its own.
 */
final class WarmUp {
    /** The host of the warm-up's deployments; no such host exists. */
    static final String HOST = "warm-up.invalid";

    /** Who makes its calls; in capitals, which no other tenant's name can have. */
    static final String TENANT = "WARM-UP";

    private static final long PLENTY = 1_000_000_000_000L;

    /** So much that no call is refused, and all that limits need is done. */
    private static final Limits ALL = new Limits(PLENTY, PLENTY, PLENTY, PLENTY, PLENTY);

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration LONG_ENOUGH = Duration.ofMillis(400);
    private static final int MOST_ROUNDS = 12;
    private static final long LONGEST_SECONDS = 20;

    /** Whether the classes of this process are loaded: a second gateway in it makes each call once. */
    private static final AtomicBoolean DONE = new AtomicBoolean();

    private final Vertx vertx;
    private final Simulator simulator;
    private final String key = "warm-up-" + UUID.randomUUID();
    private final List<Deployment> deployments = new ArrayList<>();

    private WarmUp(Vertx vertx, Simulator simulator) {
        this.vertx = vertx;
        this.simulator = simulator;
        for (Dialect dialect : Dialect.values()) {
            String id = "warm-up-" + dialect.name().toLowerCase(Locale.ROOT);
            deployments.add(new Deployment(
                    id,
                    id,
                    id,
                    dialect,
                    URI.create("http://" + HOST),
                    "anthropic.warm-up",
                    "eu-central-1",
                    Residency.ANY,
                    "warm-up",
                    new Price(1, 1, 1, 1, 1),
                    1_000_000,
                    10_000,
                    0,
                    1));
        }
    }

    static WarmUp start(Vertx vertx) {
        Simulator simulator = Simulator.start(vertx, "127.0.0.1", 0);
        simulator.pace(new Pace(0, 0, 3));
        return new WarmUp(vertx, simulator);
    }

    List<Deployment> deployments() {
        return deployments;
    }

    /** The control data of the warm-up: its deployments, and a key that nobody else knows. */
    ControlData data() {
        Quota quota = new Quota(ZoneOffset.UTC, OnBudget.REFUSE, 100, 64, ALL, Limits.NONE, ALL, Map.of());
        ApiKey caller = new ApiKey(new Tenant(TENANT, TENANT, Residency.ANY).with(quota), null);
        return new ControlData(
                Documents.NONE, Registry.of(0, deployments, Map.of()), Map.of(KeyHash.of(key), caller), Map.of());
    }

    void addTo(ProviderSet providers) {
        for (Deployment deployment : deployments) {
            providers.addLocal(deployment.provider(), deployment.dialect(), "127.0.0.1:" + simulator.port());
        }
    }

    /** Makes the calls, through a server of its own. A failure costs speed only, so it is told and not more. */
    void run(Router router, ServerOptions options) {
        HttpClient client = vertx.createHttpClient();
        try {
            GatewayHttpServer server = await(GatewayHttpServer.listen(
                    vertx, router, HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER, options, 1));
            long begun = System.nanoTime();
            int failed = 0;
            int rounds = DONE.getAndSet(true) ? 1 : MOST_ROUNDS;
            for (int round = 0; round < rounds && System.nanoTime() - begun < LONG_ENOUGH.toNanos(); round++) {
                List<Future<Integer>> calls = round(client, options.port());
                await(Future.join(calls).otherwiseEmpty());
                failed += (int) calls.stream()
                        .filter(call -> !call.succeeded() || call.result() != 200)
                        .count();
            }
            await(server.close());
            if (failed > 0) {
                LOG.warn("{} calls of the warm-up failed: the first calls may be slow", failed);
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn(
                    "the warm-up broke off, the first calls may be slow: {}",
                    e.getClass().getName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            client.close();
            simulator.close();
        }
    }

    private List<Future<Integer>> round(HttpClient client, int port) {
        List<Future<Integer>> calls = new ArrayList<>();
        for (Deployment deployment : deployments) {
            for (String path : List.of("/v1/chat/completions", "/v1/messages")) {
                for (boolean stream : new boolean[] {false, true}) {
                    calls.add(call(client, port, path, body(deployment.model(), stream)));
                }
            }
        }
        return calls;
    }

    private Future<Integer> call(HttpClient client, int port, String path, String body) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(path)
                .putHeader("authorization", "Bearer " + key);
        // in one go on the event loop: a body that is asked for later may have passed by
        return client.request(options)
                .compose(request -> request.send(Buffer.buffer(body)).compose(WarmUp::status));
    }

    private static Future<Integer> status(HttpClientResponse response) {
        return response.body().map(response.statusCode());
    }

    private static String body(String model, boolean stream) {
        return """
            {"model":"%s","max_tokens":64,"stream":%s,"messages":[{"role":"user","content":"warm up, use the tool"}]}""".formatted(model, stream);
    }

    private static <T> T await(Future<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get(LONGEST_SECONDS, TimeUnit.SECONDS);
    }
}
