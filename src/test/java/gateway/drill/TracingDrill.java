package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.tracing.Collector;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tracing costs: gateways that trace nothing, a tenth and all of their calls, in turns, so that what else the
 * machine does meets all of them alike. Provider and collector are other processes.
 */
class TracingDrill {
    private static final Path PAGE = Path.of("docs", "tracing.md");
    private static final List<Double> SHARES = List.of(0.0, 0.1, 1.0);
    private static final int ROUNDS = Integer.getInteger("drill.rounds", 9);
    private static final int CLIENTS = 32;
    private static final Duration SPAN = Duration.ofSeconds(Integer.getInteger("drill.seconds", 6));

    /** One gateway's turn. */
    private record Turn(double callsPerSecond, double microsPerCall) {}

    @Test
    void costsLittle(@TempDir Path folder) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Map<Double, GatewayProcess> gateways = new LinkedHashMap<>();
        try (Collector collector = Collector.start();
                GatewayProcess provider = GatewayProcess.start(Map.of())) {
            for (double share : SHARES) {
                gateways.put(share, gateway(folder, share, collector, provider));
            }
            provider.pace("{\"firstByteMs\":0,\"intervalMs\":0,\"tokens\":20}");
            Map<Double, List<Turn>> turns = new LinkedHashMap<>();
            for (int round = -1; round < ROUNDS; round++) {
                for (Map.Entry<Double, GatewayProcess> each : gateways.entrySet()) {
                    Turn turn = turn(vertx, each.getValue());
                    if (round >= 0) {
                        turns.computeIfAbsent(each.getKey(), key -> new ArrayList<>())
                                .add(turn);
                    }
                }
            }
            Tables tables = new Tables();
            tables.begin(
                    "`./serai drill tracing`, %s: %d rounds of %d s, %d clients, whole answers; medians. Load of the machine after it %s."
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
            double calls = median(turns, 0.0, Turn::callsPerSecond);
            double micros = median(turns, 0.0, Turn::microsPerCall);
            for (double share : SHARES) {
                double own = median(turns, share, Turn::microsPerCall);
                tables.row(
                        "%.0f %%".formatted(100 * share),
                        "%.0f".formatted(median(turns, share, Turn::callsPerSecond)),
                        "%.1f %%".formatted(100 * ratio(turns, share)),
                        "%.0f us".formatted(own),
                        "%.0f us (%.1f %%)".formatted(own - micros, 100 * (own / micros - 1)));
            }
            Report.put(PAGE, "tracing", tables.toString());
            Report.line(tables.toString());
            assertThat(collector.spans()).isNotEmpty();
            assertThat(calls).isPositive();
            assertThat(ratio(turns, 0.1)).as("throughput at 10 %").isGreaterThan(0.95);
        } finally {
            gateways.values().forEach(GatewayProcess::close);
            vertx.close();
        }
    }

    private static GatewayProcess gateway(Path folder, double share, Collector collector, GatewayProcess provider)
            throws IOException {
        Path config = folder.resolve("share-" + share + ".yaml");
        Files.writeString(config, share == 0 ? "gateway: {}\n" : "gateway:\n  " + collector.section(share) + "\n");
        return GatewayProcess.start(
                Map.of("SERAI_PROVIDERS_ANTHROPIC_ADDRESS", "127.0.0.1:" + provider.simulatorPort()),
                List.of("--config", config.toString()));
    }

    private static Turn turn(Vertx vertx, GatewayProcess gateway) throws Exception {
        long before = gateway.use().cpuNanos();
        Load.Result result = new Load(vertx, gateway.port()).run(CLIENTS, SPAN);
        long used = gateway.use().cpuNanos() - before;
        int answered = result.count(200);
        return new Turn(answered / (result.lasted().toMillis() / 1e3), used / 1e3 / answered);
    }

    private static double median(Map<Double, List<Turn>> turns, double share, ToDoubleFunction<Turn> figure) {
        double[] sorted = turns.getOrDefault(share, List.of()).stream()
                .mapToDouble(figure)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    /** The median over the rounds of this share's calls by those of none, which were made next to them. */
    private static double ratio(Map<Double, List<Turn>> turns, double share) {
        List<Turn> own = turns.getOrDefault(share, List.of());
        List<Turn> none = turns.getOrDefault(0.0, List.of());
        double[] sorted = IntStream.range(0, own.size())
                .mapToDouble(i -> own.get(i).callsPerSecond() / none.get(i).callsPerSecond())
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}
