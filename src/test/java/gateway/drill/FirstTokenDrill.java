package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.FreePort;
import gateway.http.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When the first words of an answer reach a client, by three transports and without a gateway, in turns. */
class FirstTokenDrill {
    private static final Path PAGE = Path.of("docs", "streams.md");
    private static final int CALLS = Integer.getInteger("drill.calls", 1_000);
    private static final int WARM_UP = 200;
    private static final int FIRST_MILLIS = 250;
    private static final int WORD_MILLIS = 20;
    private static final int WORDS = 10;
    private static final int BETWEEN_MILLIS = 25;
    private static final double PROMISED_MILLIS = 300;
    private static final String BODY =
            "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"messages\":[{\"role\":\"system\",\"content\":\"You help the clerks"
                    + " of a law firm. Answer in one short paragraph, name the section of the law, and say so if you are not sure.\"},"
                    + "{\"role\":\"user\",\"content\":\"A tenant has paid the rent ten days late for the third time this year."
                    + " May the landlord end the lease without notice, or must there be a warning first? Which time limits hold,"
                    + " and what has to stand in the letter?\"}]}";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    @Test
    void bringsTheFirstWordsWithinThePromisedTime() throws Exception {
        int grpc = FreePort.orElse("127.0.0.1", 0);
        try (GatewayProcess gateway = GatewayProcess.start(Map.of("SERAI_GRPC_PORT", Integer.toString(grpc)))) {
            gateway.pace(
                    "{\"firstByteMs\":%d,\"intervalMs\":%d,\"tokens\":%d}".formatted(FIRST_MILLIS, WORD_MILLIS, WORDS));
            try (Door direct = new SseDoor("SSE without a gateway", vertx, gateway.simulatorPort());
                    Door sse = new SseDoor("SSE", vertx, gateway.port());
                    Door socket = new WebSocketDoor(vertx, gateway.port(), 8);
                    Door rpc = new GrpcDoor(grpc, 8)) {
                List<Door> doors = List.of(direct, sse, socket, rpc);
                ask(doors, WARM_UP);
                String load = ProcessUse.load();
                report(ask(doors, CALLS), load);
            }
        } finally {
            vertx.close();
        }
    }

    private List<Times> ask(List<Door> doors, int calls) {
        List<Times> times =
                doors.stream().map(door -> new Times(door.name(), calls)).toList();
        AtomicInteger left = new AtomicInteger(calls * doors.size());
        int[] next = {0};
        vertx.runOnContext(go -> vertx.setPeriodic(BETWEEN_MILLIS, tick -> {
            int turn = next[0] % doors.size();
            int call = next[0] / doors.size();
            next[0]++;
            if (call == calls) {
                vertx.cancelTimer(tick);
                return;
            }
            doors.get(turn).ask(BODY, times.get(turn).listener(call, left));
        }));
        Duration most =
                Duration.ofMillis((long) BETWEEN_MILLIS * calls * doors.size()).plusSeconds(30);
        assertThat(Waiting.until(most, () -> left.get() == 0))
                .as("all calls ended")
                .isTrue();
        return times;
    }

    private static void report(List<Times> all, String load) {
        Tables tables = new Tables();
        tables.begin(
                ("`./serai drill firstToken`, %s: %d calls each, in turns, one every %d ms, load of the machine before %s."
                                + " The provider's first word comes after %d ms, then one every %d ms.")
                        .formatted(
                                LocalDate.now(ZoneOffset.UTC), CALLS, BETWEEN_MILLIS, load, FIRST_MILLIS, WORD_MILLIS),
                "transport",
                "first text p50",
                "p90",
                "p99",
                "most",
                "within %.0f ms".formatted(PROMISED_MILLIS),
                "failed");
        for (Times each : all) {
            double[] sorted = each.sorted();
            long within =
                    Arrays.stream(sorted).filter(one -> one <= PROMISED_MILLIS).count();
            tables.row(
                    each.name,
                    millis(sorted, 0.5),
                    millis(sorted, 0.9),
                    millis(sorted, 0.99),
                    millis(sorted, 1),
                    Tables.percent(within, sorted.length),
                    each.broken.size());
        }
        Report.put(PAGE, "firstToken", tables.toString());
        for (Times each : all) {
            assertThat(each.broken).as(each.name).isEmpty();
            assertThat(at(each.sorted(), 0.5)).as("p50 of " + each.name).isLessThanOrEqualTo(PROMISED_MILLIS);
        }
    }

    private static String millis(double[] sorted, double share) {
        return "%.1f ms".formatted(at(sorted, share));
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))];
    }

    /** When the first text of each call came. Written on the clients' loops, read when all calls have ended. */
    private static final class Times {
        private static final double NANOS_PER_MILLI = 1e6;

        private final String name;
        private final double[] first;
        private final List<String> broken = new ArrayList<>();

        Times(String name, int calls) {
            this.name = name;
            this.first = new double[calls];
        }

        Door.Listener listener(int call, AtomicInteger left) {
            long begun = System.nanoTime();
            return new Door.Listener() {
                @Override
                public void text(String text) {
                    if (first[call] == 0) {
                        first[call] = (System.nanoTime() - begun) / NANOS_PER_MILLI;
                    }
                }

                @Override
                public void end() {
                    left.decrementAndGet();
                }

                @Override
                public void broken(String reason) {
                    broken.add(reason);
                    left.decrementAndGet();
                }
            };
        }

        double[] sorted() {
            return Arrays.stream(first).filter(time -> time > 0).sorted().toArray();
        }
    }
}
