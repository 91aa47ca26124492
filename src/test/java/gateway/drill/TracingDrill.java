package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tracing costs: gateways with and without it, and in those with it none, a tenth and all of the calls traced, in
 * short turns side by side, so that what else the machine does meets all of them alike. The compiler is luckier in one
 * process than in another, by some 2 %: so a tenth and all are held against none in the same process and round, where
 * the clients decide which calls are traced; and there are several processes of both kinds. The provider is another
 * process; the collector drops what it reads.
 */
class TracingDrill {
    private static final Path PAGE = Path.of("docs", "tracing.md");
    private static final int PROCESSES = Integer.getInteger("drill.processes", 2);
    private static final int ROUNDS = Integer.getInteger("drill.rounds", 11);
    private static final int CLIENTS = 32;
    private static final Duration SPAN = Duration.ofSeconds(Integer.getInteger("drill.seconds", 3));

    /** Warm is whose compiler needs less than this share of its CPU. */
    private static final double WARM = 0.1;
    /** Turns to get warm, at most. */
    private static final int LONGEST_WARM_UP = Integer.getInteger("drill.warm-up", 40);

    /**
     * One gateway's turn.
     *
     * @param microsPerCall of CPU, without what compiled Java
     * @param compiling share of its CPU that compiled Java
     */
    private record Turn(double callsPerSecond, double microsPerCall, double compiling) {}

    /** What is compared. */
    private enum Case {
        OFF("no tracing", 0),
        NONE("tracing, none", 0),
        TENTH("tracing, 10 %", 10),
        ALL("tracing, 100 %", 1);

        private final String text;
        private final int oneOf;

        Case(String text, int oneOf) {
            this.text = text;
            this.oneOf = oneOf;
        }
    }

    private record Pair(GatewayProcess off, GatewayProcess on) {}

    @Test
    void costsLittle(@TempDir Path folder) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        List<Pair> pairs = new ArrayList<>();
        try (SpanSinkServer collector = new SpanSinkServer();
                GatewayProcess provider = GatewayProcess.start(Map.of())) {
            for (int i = 0; i < PROCESSES; i++) {
                pairs.add(new Pair(
                        gateway(folder, "gateway: {}\n", provider),
                        gateway(folder, "gateway:\n  " + collector.section(0) + "\n", provider)));
            }
            provider.pace("{\"firstByteMs\":0,\"intervalMs\":0,\"tokens\":20}");
            for (Pair each : pairs) {
                warm(vertx, Case.OFF, each.off());
                warm(vertx, Case.TENTH, each.on());
            }
            List<Map<Case, Turn>> rounds = new ArrayList<>();
            List<Case> order = new ArrayList<>(List.of(Case.values()));
            for (int round = 0; round < ROUNDS; round++) {
                for (Pair pair : pairs) {
                    Map<Case, Turn> turns = new EnumMap<>(Case.class);
                    for (Case each : order) {
                        turns.put(each, turn(vertx, each, each == Case.OFF ? pair.off() : pair.on()));
                    }
                    rounds.add(turns);
                }
                Collections.rotate(order, 1);
            }
            report(rounds);
            assertThat(collector.bytes()).as("bytes of spans").isPositive();
            assertThat(throughput(rounds, Case.NONE, Case.OFF) * throughput(rounds, Case.TENTH, Case.NONE))
                    .as("throughput at 10 %")
                    .isGreaterThan(0.95);
        } finally {
            pairs.forEach(pair -> {
                pair.off().close();
                pair.on().close();
            });
            vertx.close();
        }
    }

    private static void report(List<Map<Case, Turn>> rounds) throws IOException {
        Tables tables = new Tables();
        tables.begin(
                ("`./serai drill tracing`, %s: %d rounds of %d s for each line and each of %d processes without tracing and"
                                + " %d with it, all warm; %d clients, whole answers; medians, comparisons within each round,"
                                + " CPU without the JIT compiler's. Load of the machine after it %s.")
                        .formatted(
                                LocalDate.now(ZoneOffset.UTC),
                                ROUNDS,
                                SPAN.toSeconds(),
                                PROCESSES,
                                PROCESSES,
                                CLIENTS,
                                ProcessUse.load()),
                "traced",
                "calls/s",
                "compared with",
                "throughput",
                "CPU of the gateway a call",
                "more");
        for (Case each : Case.values()) {
            Case base = each == Case.NONE ? Case.OFF : Case.NONE;
            boolean compared = each != Case.OFF;
            tables.row(
                    each.text,
                    "%.0f".formatted(median(rounds, each, base, (own, other) -> own.callsPerSecond())),
                    compared ? base.text : "",
                    compared ? "%.1f %%".formatted(100 * throughput(rounds, each, base)) : "",
                    "%.0f us".formatted(median(rounds, each, base, (own, other) -> own.microsPerCall())),
                    compared
                            ? "%.1f us"
                                    .formatted(median(
                                            rounds,
                                            each,
                                            base,
                                            (own, other) -> own.microsPerCall() - other.microsPerCall()))
                            : "");
        }
        Report.put(PAGE, "tracing", tables.toString());
    }

    private static GatewayProcess gateway(Path folder, String settings, GatewayProcess provider) throws IOException {
        Path config = Files.createTempFile(folder, "settings", ".yaml");
        Files.writeString(config, settings);
        return GatewayProcess.start(
                Map.of("SERAI_PROVIDERS_ANTHROPIC_ADDRESS", "127.0.0.1:" + provider.simulatorPort()),
                List.of("--config", config.toString()));
    }

    /** Calls until the compiler has little left to do. */
    private static void warm(Vertx vertx, Case as, GatewayProcess gateway) throws Exception {
        Turn turn = turn(vertx, as, gateway);
        int turns = 1;
        while (turn.compiling() > WARM && turns < LONGEST_WARM_UP) {
            turn = turn(vertx, as, gateway);
            turns++;
        }
        Report.line("%s: %.0f us a call after %d turns, %.0f %% of the CPU compiles"
                .formatted(as.text, turn.microsPerCall(), turns, 100 * turn.compiling()));
    }

    private static Turn turn(Vertx vertx, Case as, GatewayProcess gateway) throws Exception {
        long before = gateway.use().cpuNanos();
        Map<String, Long> compilers = gateway.use().compilerNanos();
        Load.Result result =
                new Load(vertx, gateway.port()).traceOneOf(as.oneOf).run(CLIENTS, SPAN);
        long compiling = gateway.use().compilerNanos().entrySet().stream()
                .mapToLong(each -> each.getValue() - compilers.getOrDefault(each.getKey(), 0L))
                .sum();
        long used = gateway.use().cpuNanos() - before;
        int answered = result.count(200);
        return new Turn(
                answered / (result.lasted().toMillis() / 1e3),
                (used - compiling) / 1e3 / answered,
                (double) compiling / used);
    }

    private static double throughput(List<Map<Case, Turn>> rounds, Case of, Case base) {
        return median(rounds, of, base, (own, other) -> own.callsPerSecond() / other.callsPerSecond());
    }

    /** The median over all rounds of what is made of two turns beside each other. */
    private static double median(
            List<Map<Case, Turn>> rounds, Case of, Case base, ToDoubleBiFunction<Turn, Turn> figure) {
        double[] sorted = rounds.stream()
                .mapToDouble(round -> figure.applyAsDouble(round.get(of), round.get(base)))
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}
