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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tracing costs: gateways that trace nothing, a tenth and all of their calls, in short turns side by side, so that
 * what else the machine does meets all of them alike. Each turn is held against the turn of the same round that traced
 * nothing; rounds begin with another gateway each. The provider is another process; the collector drops what it reads.
 */
class TracingDrill {
    private static final Path PAGE = Path.of("docs", "tracing.md");
    private static final double NONE = 0.0;
    private static final double TENTH = 0.1;
    private static final List<Double> SHARES = List.of(NONE, TENTH, 1.0);
    private static final int ROUNDS = Integer.getInteger("drill.rounds", 15);
    private static final int CLIENTS = 32;
    private static final Duration SPAN = Duration.ofSeconds(Integer.getInteger("drill.seconds", 4));

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

    @Test
    void costsLittle(@TempDir Path folder) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Map<Double, GatewayProcess> gateways = new LinkedHashMap<>();
        try (SpanSinkServer collector = new SpanSinkServer();
                GatewayProcess provider = GatewayProcess.start(Map.of())) {
            for (double share : SHARES) {
                gateways.put(share, gateway(folder, share, collector, provider));
            }
            provider.pace("{\"firstByteMs\":0,\"intervalMs\":0,\"tokens\":20}");
            for (Map.Entry<Double, GatewayProcess> each : gateways.entrySet()) {
                warm(vertx, each.getKey(), each.getValue());
            }
            List<Map<Double, Turn>> rounds = new ArrayList<>();
            List<Map.Entry<Double, GatewayProcess>> order = new ArrayList<>(gateways.entrySet());
            for (int round = 0; round < ROUNDS; round++) {
                Map<Double, Turn> turns = new LinkedHashMap<>();
                for (Map.Entry<Double, GatewayProcess> each : order) {
                    turns.put(each.getKey(), turn(vertx, each.getValue()));
                }
                rounds.add(turns);
                Collections.rotate(order, 1);
            }
            Tables tables = new Tables();
            tables.begin(
                    ("`./serai drill tracing`, %s: %d rounds of %d s each by warm processes, %d clients, whole answers; medians,"
                                    + " comparisons within each round, CPU without the JIT compiler's. Load of the machine"
                                    + " after it %s.")
                            .formatted(
                                    LocalDate.now(ZoneOffset.UTC),
                                    ROUNDS,
                                    SPAN.toSeconds(),
                                    CLIENTS,
                                    ProcessUse.load()),
                    "traced share",
                    "calls/s",
                    "of none",
                    "CPU of the gateway a call",
                    "more than none");
            for (double share : SHARES) {
                tables.row(
                        "%.0f %%".formatted(100 * share),
                        "%.0f".formatted(median(rounds, share, (own, none) -> own.callsPerSecond())),
                        "%.1f %%".formatted(100 * throughput(rounds, share)),
                        "%.0f us".formatted(median(rounds, share, (own, none) -> own.microsPerCall())),
                        "%.0f us (%.1f %%)"
                                .formatted(
                                        median(
                                                rounds,
                                                share,
                                                (own, none) -> own.microsPerCall() - none.microsPerCall()),
                                        100
                                                * median(
                                                        rounds,
                                                        share,
                                                        (own, none) ->
                                                                own.microsPerCall() / none.microsPerCall() - 1)));
            }
            Report.put(PAGE, "tracing", tables.toString());
            assertThat(collector.bytes()).as("bytes of spans").isPositive();
            assertThat(throughput(rounds, TENTH)).as("throughput at 10 %").isGreaterThan(0.95);
        } finally {
            gateways.values().forEach(GatewayProcess::close);
            vertx.close();
        }
    }

    private static GatewayProcess gateway(Path folder, double share, SpanSinkServer collector, GatewayProcess provider)
            throws IOException {
        Path config = folder.resolve("share-" + share + ".yaml");
        Files.writeString(config, share == 0 ? "gateway: {}\n" : "gateway:\n  " + collector.section(share) + "\n");
        return GatewayProcess.start(
                Map.of("SERAI_PROVIDERS_ANTHROPIC_ADDRESS", "127.0.0.1:" + provider.simulatorPort()),
                List.of("--config", config.toString()));
    }

    /** Calls until the compiler has little left to do. */
    private static void warm(Vertx vertx, double share, GatewayProcess gateway) throws Exception {
        Turn turn = turn(vertx, gateway);
        int turns = 1;
        while (turn.compiling() > WARM && turns < LONGEST_WARM_UP) {
            turn = turn(vertx, gateway);
            turns++;
        }
        Report.line("%.0f %% traced: %.0f us a call after %d turns, %.0f %% of the CPU compiles"
                .formatted(100 * share, turn.microsPerCall(), turns, 100 * turn.compiling()));
    }

    private static Turn turn(Vertx vertx, GatewayProcess gateway) throws Exception {
        long before = gateway.use().cpuNanos();
        Map<String, Long> compilers = gateway.use().compilerNanos();
        Load.Result result = new Load(vertx, gateway.port()).run(CLIENTS, SPAN);
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

    private static double throughput(List<Map<Double, Turn>> rounds, double share) {
        return median(rounds, share, (own, none) -> own.callsPerSecond() / none.callsPerSecond());
    }

    /** The median over all rounds of what is made of a share's turn and the one beside it that traced nothing. */
    private static double median(List<Map<Double, Turn>> rounds, double share, ToDoubleBiFunction<Turn, Turn> figure) {
        double[] sorted = rounds.stream()
                .mapToDouble(round -> figure.applyAsDouble(round.get(share), round.get(NONE)))
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}
