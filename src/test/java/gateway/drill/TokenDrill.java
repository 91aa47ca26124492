package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Measures by JMH what counting a request costs: less than 20 ms for 1 MB, whatever it holds. */
class TokenDrill {
    private static final double MOST_MICROS = 20_000;

    @Test
    void countsAMegabyteInLessThanTwentyMilliseconds() throws URISyntaxException, RunnerException {
        StringBuilder table = new StringBuilder(
                "`./serai drill token`, %s: JMH, 2 forks of %d rounds of 1 s; three candidates, one text.%n%n"
                        .formatted(LocalDate.now(ZoneOffset.UTC), Jmh.ROUNDS));
        table.append("| candidates | text | characters | us | +- (99.9 %) |\n|---|---|---|---|---|\n");
        List<String> slow = new ArrayList<>();
        for (RunResult each : Jmh.run(TokenBenchmark.class)) {
            Result<?> result = each.getPrimaryResult();
            BenchmarkParams params = each.getParams();
            table.append("| %s | %s | %s | %.2f | %.2f |%n"
                    .formatted(
                            result.getLabel(),
                            params.getParam("kind"),
                            params.getParam("characters"),
                            result.getScore(),
                            result.getScoreError()));
            if (result.getScore() >= MOST_MICROS) {
                slow.add(result.getLabel() + " " + params.getParam("kind"));
            }
        }
        Report.line(table.toString());
        assertThat(slow).isEmpty();
    }
}
