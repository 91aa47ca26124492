package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * What an open dashboard costs a gateway that has nothing else to do: turns with and without somebody who reads the
 * live stream, one after the other. The gateway is a process of its own, so that its CPU is known.
 */
class DashboardCostDrill {
    private static final Path PAGE = Path.of("docs", "dashboard.md");
    private static final int ROUNDS = Integer.getInteger("drill.rounds", 9);
    /** Length of a turn; the stream shows something once a second, and ends after a minute. */
    private static final int SECONDS = Integer.getInteger("drill.seconds", 20);

    private static final int WARM_UP_ROUNDS = 3;
    private static final double MOST = 0.01;

    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * One round; shares of a core.
     *
     * @param closed while nobody looks
     * @param open while one looks
     */
    private record Round(double closed, double open) {
        double more() {
            return open - closed;
        }
    }

    @Test
    void costsLessThanAHundredthOfACore() throws Exception {
        List<Round> rounds = new ArrayList<>();
        try (GatewayProcess gateway = GatewayProcess.start(Map.of("SERAI_ADMIN_KEY", TestGateway.ADMIN_KEY))) {
            for (int i = -WARM_UP_ROUNDS; i < ROUNDS; i++) {
                Round round = new Round(turn(gateway, DashboardCostDrill::pass), turn(gateway, () -> look(gateway)));
                if (i >= 0) {
                    rounds.add(round);
                }
            }
        }
        Tables table = new Tables();
        table.begin(
                "`./serai drill dashboardCost`, %s: %d rounds of %d s each; medians, with the least and the most. Load of the machine after it %s."
                        .formatted(LocalDate.now(ZoneOffset.UTC), ROUNDS, SECONDS, ProcessUse.load()),
                "idle gateway",
                "CPU, of a core");
        table.row("nobody looks", range(rounds, Round::closed));
        table.row("one dashboard is open", range(rounds, Round::open));
        table.row("more than in the turn before it", range(rounds, Round::more));
        Report.put(PAGE, "dashboardCost", table.toString());
        assertThat(at(rounds, Round::more, ROUNDS / 2)).isLessThan(MOST);
    }

    /** Something that takes a turn's time. */
    @FunctionalInterface
    private interface Task {
        void run() throws Exception;
    }

    private static double turn(GatewayProcess gateway, Task task) throws Exception {
        long begun = System.nanoTime();
        long before = gateway.use().cpuNanos();
        task.run();
        long used = gateway.use().cpuNanos() - before;
        return (double) used / (System.nanoTime() - begun);
    }

    private static void pass() {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Reads as many snapshots as a turn has seconds. */
    private void look(GatewayProcess gateway) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.managementPort() + "/admin/v1/live"))
                .header("authorization", "Bearer " + TestGateway.ADMIN_KEY)
                .timeout(Duration.ofSeconds(10))
                .build();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            long seen = lines.lines()
                    .filter(line -> line.startsWith("data: "))
                    .limit(SECONDS)
                    .count();
            assertThat(seen).as("snapshots").isEqualTo(SECONDS);
        }
    }

    private static String range(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return "%.2f %% (%.2f to %.2f %%)"
                .formatted(
                        100 * at(rounds, figure, ROUNDS / 2),
                        100 * at(rounds, figure, 0),
                        100 * at(rounds, figure, ROUNDS - 1));
    }

    private static double at(List<Round> rounds, ToDoubleFunction<Round> figure, int place) {
        return rounds.stream().mapToDouble(figure).sorted().toArray()[place];
    }
}
