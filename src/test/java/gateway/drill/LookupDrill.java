package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Measures by JMH what a call asks of the control data: less than a microsecond each. */
class LookupDrill {
    @Test
    void looksUpInLessThanAMicrosecond() throws URISyntaxException, RunnerException {
        StringBuilder table = new StringBuilder(
                "`./serai drill lookup`, %s: JMH, 2 forks of %d rounds of 1 s; 1,000 models, 10,000 keys, 100 switches.%n%n"
                        .formatted(LocalDate.now(ZoneOffset.UTC), Jmh.ROUNDS));
        table.append("| what | ns | +- (99.9 %) |\n|---|---|---|\n");
        List<String> slow = new ArrayList<>();
        for (RunResult each : Jmh.run(LookupBenchmark.class)) {
            Result<?> result = each.getPrimaryResult();
            table.append(
                    "| %s | %.0f | %.0f |%n".formatted(result.getLabel(), result.getScore(), result.getScoreError()));
            if (result.getScore() >= 1_000) {
                slow.add(result.getLabel());
            }
        }
        Report.line(table.toString());
        assertThat(slow).isEmpty();
    }
}
