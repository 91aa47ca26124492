package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.failover.Overlay;
import gateway.failover.Overlay.Place;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Asks providers that are slow in many ways, each call with a soft deadline, and writes down when the calls ended. */
class DeadlineDrill {
    private static final Path PAGE = Path.of("docs", "deadlines.md");
    private static final int CALLS = Integer.getInteger("drill.calls", 1_000);
    private static final int AT_ONCE = 10;
    private static final int MODELS = 6;
    private static final int DEADLINE_MILLIS = 1_000;
    private static final int TOLERANCE_MILLIS = 50;

    private final Random random = new Random(7);

    @Test
    void meetsSoftDeadlines() throws InterruptedException, ExecutionException {
        Overlay overlay =
                new Overlay().provider("first", "openai", "first.test").provider("second", "anthropic", "second.test");
        for (int i = 0; i < MODELS; i++) {
            overlay.model(
                    "m" + i,
                    new Place("m" + i + "-a", "first", "m" + i + "-a", false),
                    new Place("m" + i + "-b", "second", "m" + i + "-b", false));
        }
        try (TestGateway gateway = TestGateway.start(
                overlay.section("breaker: {minimum-calls: 1000, window: 1000}").yaml())) {
            for (int i = 0; i < MODELS; i++) {
                slow(gateway, "m" + i + "-a");
                slow(gateway, "m" + i + "-b");
            }
            Client client = new Client(gateway);
            ask(client, 2 * AT_ONCE);
            report(ask(client, CALLS));
        }
    }

    private void slow(TestGateway gateway, String model) {
        gateway.simulator()
                .faults()
                .put(
                        model,
                        "{\"model\":\"%s\",\"firstByteDelayMs\":%d,\"chunks\":%d,\"pauseMs\":%d}"
                                .formatted(model, random.nextInt(1_500), 5 + random.nextInt(200), random.nextInt(100)));
    }

    private List<Reply> ask(Client client, int calls) throws InterruptedException, ExecutionException {
        List<Future<Reply>> asked = new ArrayList<>();
        Map<String, String> headers = Map.of("x-serai-deadline-ms", Integer.toString(DEADLINE_MILLIS));
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < calls; i++) {
                Api api = i % 2 == 0 ? Api.OPENAI : Api.ANTHROPIC;
                String model = "m" + random.nextInt(MODELS);
                asked.add(threads.submit(() -> client.ask(api, model, true, headers)));
            }
        }
        List<Reply> replies = new ArrayList<>();
        for (Future<Reply> each : asked) {
            replies.add(each.get());
        }
        return replies;
    }

    private static void report(List<Reply> replies) {
        List<Long> millis = new ArrayList<>();
        int early = 0;
        int refused = 0;
        int whole = 0;
        int torn = 0;
        for (Reply reply : replies) {
            torn += reply.torn() ? 1 : 0;
            if (reply.status() == 504) {
                refused++;
            } else if (reply.body().contains("\"finish\":\"deadline\"")) {
                early++;
            } else {
                whole++;
                continue;
            }
            millis.add(reply.took().toMillis() - DEADLINE_MILLIS);
        }
        millis.sort(null);
        long met = millis.stream()
                .filter(late -> Math.abs(late) <= TOLERANCE_MILLIS)
                .count();
        String table = """
                `./serai drill deadline`, %s: %d streamed calls, %d at a time, with `x-serai-deadline-ms: %d`, to %d models of two
                deployments each, whose first token comes after up to 1.5 s and whose answer takes up to 20 s. Client, gateway
                and provider share one process and two processors.

                | complete before the deadline | ended early | refused by 504 | torn | end minus deadline: least, p50, p99, most | within %d ms |
                |---|---|---|---|---|---|
                | %d | %d | %d | %d | %d, %d, %d, %d ms | %s %% |
                """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        replies.size(),
                        AT_ONCE,
                        DEADLINE_MILLIS,
                        MODELS,
                        TOLERANCE_MILLIS,
                        whole,
                        early,
                        refused,
                        torn,
                        millis.getFirst(),
                        millis.get(millis.size() / 2),
                        millis.get(millis.size() * 99 / 100),
                        millis.getLast(),
                        String.format(Locale.ROOT, "%.1f", 100.0 * met / millis.size()));
        Report.put(PAGE, table);
        Report.line(table);
        assertThat(torn).isZero();
        assertThat(met * 100).isGreaterThanOrEqualTo(99L * millis.size());
    }
}
