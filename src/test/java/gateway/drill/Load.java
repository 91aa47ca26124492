package gateway.drill;

import gateway.app.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Many clients, each with one connection and one request at a time; after a refusal a client waits a moment before it
 * comes again. All on one event loop.
 */
final class Load {
    private static final long PAUSE_MILLIS = 200;
    private static final Buffer BODY =
            Buffer.buffer("{\"model\":\"claude-sonnet-4-5\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");

    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions options;
    /** Of so many calls, one is traced; 0 = of none. */
    private int each;

    private boolean traces;
    private int sent;

    Load(Vertx vertx, int port) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(10_000));
        this.options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/v1/chat/completions")
                .putHeader("authorization", "Bearer " + TestGateway.KEY);
    }

    /**
     * What happened.
     *
     * @param nanos times of the answers, sorted, by HTTP status; 0 = the connection failed
     */
    record Result(Map<Integer, List<Long>> nanos, Duration lasted) {
        int count(int status) {
            return nanos.getOrDefault(status, List.of()).size();
        }

        double millis(int status, double share) {
            List<Long> times = nanos.getOrDefault(status, List.of());
            return times.isEmpty()
                    ? 0
                    : times.get((int) Math.min(times.size() - 1L, (long) (times.size() * share))) / 1e6;
        }

        String line(String name, int status) {
            return "%-22s %3d: %6d (%5.0f/s), p50 %7.2f ms, p99 %7.2f ms"
                    .formatted(
                            name,
                            status,
                            count(status),
                            count(status) / (lasted.toMillis() / 1e3),
                            millis(status, 0.5),
                            millis(status, 0.99));
        }
    }

    /** Has each call bring a trace of its own, which is to be kept for one of so many calls; of none for 0. */
    Load traceOneOf(int calls) {
        each = calls;
        traces = true;
        return this;
    }

    private String traceparent() {
        HexFormat hex = HexFormat.of();
        boolean kept = each > 0 && sent++ % each == 0;
        return "00-" + hex.toHexDigits(random()) + hex.toHexDigits(random()) + '-' + hex.toHexDigits(random())
                + (kept ? "-01" : "-00");
    }

    private static long random() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    /** Runs so many clients for so long. */
    Result run(int clients, Duration time) throws Exception {
        CompletableFuture<Result> result = new CompletableFuture<>();
        vertx.runOnContext(go -> new Run(System.nanoTime(), time.toNanos(), result).start(clients));
        return result.get(time.toSeconds() + 60, TimeUnit.SECONDS);
    }

    /** One run. Confined to the event loop. */
    private final class Run {
        private final Map<Integer, List<Long>> nanos = new TreeMap<>();
        private final long begun;
        private final long length;
        private final CompletableFuture<Result> result;
        private int running;

        Run(long begun, long length, CompletableFuture<Result> result) {
            this.begun = begun;
            this.length = length;
            this.result = result;
        }

        void start(int clients) {
            running = clients;
            for (int i = 0; i < clients; i++) {
                // not all in the same moment
                vertx.setTimer(1 + i % PAUSE_MILLIS, tick -> next());
            }
        }

        private void next() {
            if (System.nanoTime() - begun > length) {
                running--;
                if (running == 0) {
                    nanos.values().forEach(times -> times.sort(null));
                    result.complete(new Result(nanos, Duration.ofNanos(System.nanoTime() - begun)));
                }
                return;
            }
            client.request(options).onComplete(connected -> {
                if (connected.failed()) {
                    ended(0, System.nanoTime());
                } else {
                    send(connected.result(), System.nanoTime());
                }
            });
        }

        private void send(HttpClientRequest request, long sent) {
            if (traces) {
                request.putHeader("traceparent", traceparent());
            }
            request.send(BODY)
                    .compose(response -> response.body().map(response.statusCode()))
                    .onComplete(done -> ended(done.succeeded() ? done.result() : 0, sent));
        }

        private void ended(int status, long sent) {
            nanos.computeIfAbsent(status, key -> new ArrayList<>()).add(System.nanoTime() - sent);
            if (status == 200) {
                next();
            } else {
                vertx.setTimer(PAUSE_MILLIS, tick -> next());
            }
        }
    }
}
