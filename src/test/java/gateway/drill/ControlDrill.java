package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.app.AwsGateway;
import gateway.aws.AwsLab;
import gateway.aws.FakeAws;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** How fast changes of control data arrive in a process of the profile aws that only polls, and in one with events. */
class ControlDrill {
    private static final String MODEL = "claude-sonnet-4-5";
    private static final String UPSTREAM = "claude-sonnet-4-5-20250929";
    private static final String SWITCH = "/ai/kill-switches/test/provider/anthropic";
    private static final int RUNS = 20;
    private static final int KEY_RUNS = 5;
    private static final Duration POLLS = Duration.ofSeconds(5);
    private static final Duration BY_POLL = Duration.ofSeconds(6);
    private static final Duration BY_EVENT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder table = new StringBuilder();

    @Test
    void changesArriveInTime() throws Exception {
        Vertx vertx = Vertx.vertx();
        URI queue = AwsLab.newQueue();
        String tables = AwsLab.newTables("test");
        try (Simulator simulator = Simulator.start(vertx, "127.0.0.1", 0, InstantSource.system(), System::nanoTime);
                FakeAws aws = FakeAws.start();
                AwsGateway polling = AwsGateway.start(aws, tables, simulator, null, POLLS);
                AwsGateway listening = AwsGateway.start(aws, tables, simulator, queue, POLLS)) {
            simulator.pace(Pace.INSTANT);
            aws.events(event -> AwsLab.send(queue, event));
            row("what changes", "who is asked", "runs", "median", "longest", "failed calls");
            row("---", "---", "---", "---", "---", "---");
            tell("kill switch, by parameter", "polls only", switches(aws, simulator, polling, BY_POLL));
            tell("kill switch, by parameter", "has events", switches(aws, simulator, listening, BY_EVENT));
            tell("key revoked elsewhere", "polls only", revocations(listening, polling, BY_POLL));
            tell("key revoked elsewhere", "has events", revocations(polling, listening, BY_EVENT));
            tell("key revoked here", "has events", revocations(listening, listening, BY_EVENT));
            tell("alias led to another model", "polls only", swaps(listening, polling, BY_POLL));
            tell("alias led to another model", "has events", swaps(polling, listening, BY_EVENT));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        Report.put(Path.of("docs", "control-plane.md"), table.toString());
    }

    private record Seen(List<Long> millis, int failed, Duration limit) {}

    /** From the parameter's change to the last call that reached the provider, under 50 calls a second. */
    private static Seen switches(FakeAws aws, Simulator simulator, AwsGateway gateway, Duration limit) {
        List<Long> millis = new ArrayList<>();
        int failed = 0;
        for (int run = 0; run < RUNS; run++) {
            try (Calls calls = new Calls(gateway, MODEL)) {
                long before = simulator.counts().startedFor(UPSTREAM);
                await(() -> simulator.counts().startedFor(UPSTREAM) > before + 10);
                long thrown = System.nanoTime();
                aws.put(SWITCH, "{\"reason\":\"drill\",\"mode\":\"drain\"}");
                await(() -> quiet(simulator, Duration.ofSeconds(1)));
                millis.add(Math.max(0, simulator.counts().lastStartNanos(UPSTREAM) - thrown) / 1_000_000);
                aws.put(SWITCH, "false");
                long after = simulator.counts().startedFor(UPSTREAM);
                await(() -> simulator.counts().startedFor(UPSTREAM) > after + 5);
                failed += calls.failed();
            }
        }
        return new Seen(millis, failed, limit);
    }

    /** From the reply to the revocation to the first call that is refused. */
    private static Seen revocations(AwsGateway writer, AwsGateway reader, Duration limit) throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int run = 0; run < KEY_RUNS; run++) {
            String made = writer.admin("POST", "/admin/v1/keys", "{\"tenant\":\"demo\"}")
                    .body();
            String key = JSON.readTree(made).path("key").asText();
            String id = JSON.readTree(made).path("id").asText();
            await(() -> reader.ask(MODEL, key).statusCode() == 200);
            writer.admin("DELETE", "/admin/v1/keys/" + id, "");
            long revoked = System.nanoTime();
            await(() -> reader.ask(MODEL, key).statusCode() == 401);
            millis.add((System.nanoTime() - revoked) / 1_000_000);
        }
        return new Seen(millis, 0, limit);
    }

    /** From the reply to the change to the first answer of the other model, under 50 calls a second. */
    private static Seen swaps(AwsGateway writer, AwsGateway reader, Duration limit) {
        List<Long> millis = new ArrayList<>();
        lead(writer, MODEL);
        await(() -> served(reader).equals(MODEL));
        int failed;
        try (Calls calls = new Calls(reader, "swapped")) {
            for (int run = 0; run < KEY_RUNS; run++) {
                String next = run % 2 == 0 ? "gpt-4o-mini" : MODEL;
                lead(writer, next);
                long changed = System.nanoTime();
                await(() -> served(reader).equals(next));
                millis.add((System.nanoTime() - changed) / 1_000_000);
            }
            failed = calls.failed();
        }
        return new Seen(millis, failed, limit);
    }

    private static void lead(AwsGateway gateway, String model) {
        assertThat(gateway.admin("PUT", "/admin/v1/aliases/swapped", "{\"model\":\"" + model + "\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static String served(AwsGateway gateway) {
        return gateway.ask("swapped").headers().firstValue("x-serai-model").orElse("");
    }

    private static boolean quiet(Simulator simulator, Duration since) {
        return System.nanoTime() - simulator.counts().lastStartNanos(UPSTREAM) > since.toNanos();
    }

    private static void await(BooleanSupplier condition) {
        assertThat(Waiting.until(Duration.ofSeconds(30), condition)).isTrue();
    }

    private void tell(String what, String who, Seen seen) {
        List<Long> sorted = seen.millis().stream().sorted().toList();
        row(
                what,
                who,
                Integer.toString(sorted.size()),
                sorted.get(sorted.size() / 2) + " ms",
                sorted.getLast() + " ms",
                Integer.toString(seen.failed()));
        assertThat(Duration.ofMillis(sorted.getLast())).isLessThan(seen.limit());
        assertThat(seen.failed()).isZero();
    }

    private void row(String... cells) {
        String line = "| " + String.join(" | ", cells) + " |";
        Report.line(line);
        table.append(line).append('\n');
    }

    /** Fifty calls a second to one model, until it is closed. */
    private static final class Calls implements AutoCloseable {
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicLong open = new AtomicLong();
        private final Vertx vertx = Vertx.vertx();

        Calls(AwsGateway gateway, String model) {
            vertx.setPeriodic(BETWEEN_CALLS.toMillis(), tick -> {
                open.incrementAndGet();
                CompletableFuture<HttpResponse<String>> _ = gateway.asking(model, AwsGateway.KEY)
                        .whenComplete((answer, problem) -> {
                            open.decrementAndGet();
                            if (problem != null || answer.statusCode() != 200) {
                                failed.incrementAndGet();
                            }
                        });
            });
        }

        int failed() {
            return failed.get();
        }

        @Override
        public void close() {
            vertx.close().toCompletionStage().toCompletableFuture().join();
            await(() -> open.get() == 0);
        }
    }
}
