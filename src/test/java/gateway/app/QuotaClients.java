package gateway.app;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Clients of gateways that share a {@link QuotaLab}. */
public final class QuotaClients implements AutoCloseable {
    private static final int AWAY = 503;

    /** After a refusal because the ledger is away a client waits for so long. */
    private static final Duration RETRY = Duration.ofMillis(100);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    /**
     * What a client has got.
     *
     * @param status by HTTP; 0 = the connection failed
     * @param code of the refusal; empty for an answer
     * @param begun by {@link System#nanoTime}
     * @param nanos until its end
     */
    public record Answer(int status, String code, long begun, long nanos) {
        /** Status and code. */
        public String kind() {
            return code.isEmpty() ? Integer.toString(status) : status + " " + code;
        }
    }

    /** How many there are of each kind. */
    public static Map<String, Integer> kinds(Iterable<Answer> answers) {
        Map<String, Integer> kinds = new TreeMap<>();
        answers.forEach(each -> kinds.merge(each.kind(), 1, Integer::sum));
        return kinds;
    }

    /** Makes so many calls at once, spread over gateways. */
    public List<Answer> atOnce(List<URI> gateways, int calls) {
        List<CompletableFuture<Answer>> futures = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            futures.add(call(gateways.get(i % gateways.size()), QuotaLab.MODEL));
        }
        return futures.stream().map(CompletableFuture::join).toList();
    }

    /** Makes calls that nothing limits, so that all are quick by then. */
    public void warm(List<URI> gateways, int callsEach) {
        for (int i = 0; i < callsEach; i++) {
            List<CompletableFuture<Answer>> futures = gateways.stream()
                    .map(each -> call(each, QuotaLab.FREE_MODEL))
                    .toList();
            futures.forEach(CompletableFuture::join);
        }
    }

    /** Makes one call and waits for it. */
    public Answer one(URI gateway) {
        return call(gateway, QuotaLab.MODEL).join();
    }

    /**
     * Begins to call a gateway, so many clients, each one call after another, until they are stopped.
     *
     * @param period from one call of a client to its next, if the call was not longer
     * @param last the answer after which a client stops by itself
     */
    public void begin(URI gateway, int clients, Duration period, Predicate<Answer> last) {
        for (int i = 0; i < clients; i++) {
            threads.add(Thread.ofVirtual().start(() -> run(gateway, period, last)));
        }
    }

    /** What all those that call again and again have got up to now. */
    public List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** The same of one status. */
    public List<Answer> answers(int status) {
        return answers.stream().filter(each -> each.status() == status).toList();
    }

    /** Waits until all have stopped by themselves. */
    public void join() {
        for (Thread each : threads) {
            try {
                each.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Stops them, and waits for the calls under way. */
    public void stop() {
        over = true;
        join();
    }

    @Override
    public void close() {
        stop();
        http.close();
    }

    private void run(URI gateway, Duration period, Predicate<Answer> last) {
        while (!over) {
            Answer answer = one(gateway);
            answers.add(answer);
            if (last.test(answer)) {
                return;
            }
            LockSupport.parkNanos(period.toNanos() - answer.nanos() + (answer.status() == AWAY ? RETRY.toNanos() : 0));
        }
    }

    private CompletableFuture<Answer> call(URI gateway, String model) {
        String body = "{\"model\":\"%s\",\"max_tokens\":%d,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
                .formatted(model, QuotaLab.TOKENS);
        long begun = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
                .timeout(Duration.ofSeconds(60))
                .header("authorization", "Bearer " + TestGateway.KEY)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).handle((response, problem) -> {
            long nanos = System.nanoTime() - begun;
            return problem == null
                    ? new Answer(response.statusCode(), code(response), begun, nanos)
                    : new Answer(0, problem.getClass().getSimpleName(), begun, nanos);
        });
    }

    private static String code(HttpResponse<String> response) {
        return response.headers().firstValue("x-serai-code").orElse("");
    }
}
