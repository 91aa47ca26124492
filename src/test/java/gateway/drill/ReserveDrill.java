package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Measures by JMH what quotas add to a call: less than 15 microseconds. */
class ReserveDrill {
    private static final double MOST_NANOS = 15_000;

    @Test
    void addsLessThanFifteenMicroseconds() throws URISyntaxException, RunnerException {
        Collection<RunResult> results = Jmh.run(ReserveBenchmark.class);

        StringBuilder table = new StringBuilder("`./serai drill reserve`, %s: JMH, 2 forks of %d rounds of 1 s.%n%n"
                .formatted(LocalDate.now(ZoneOffset.UTC), Jmh.ROUNDS));
        table.append("| what | us | +- (99.9 %) |\n|---|---|---|\n");
        double slowest = 0;
        for (RunResult each : results) {
            Result<?> result = each.getPrimaryResult();
            table.append("| %s | %.1f | %.1f |%n"
                    .formatted(result.getLabel(), result.getScore() / 1e3, result.getScoreError() / 1e3));
            slowest = Math.max(slowest, result.getScore());
        }
        Report.line(table.toString());
        assertThat(slowest).isLessThan(MOST_NANOS);
    }
}
