package gateway.routing.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.routing.evaluation.Sets;
import gateway.routing.replay.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Estimates from what the router itself logs, beside the truth. */
class TruthTest {
    private static final Problem PROBLEM = Sets.problem("made", 600);

    @Test
    void coversTheTruthOfWhatTheRouterLogs() {
        List<TruthReport.Judged> all = TruthReport.of(PROBLEM, 0.2, 0.1, 800, 40);

        assertThat(all).hasSize(12);
        for (TruthReport.Judged each : all) {
            if (each.kind() == TruthReport.Kind.STATIC_SOUND) {
                assertThat(each.quality().count()).isGreaterThan(40);
            }
            assertThat(each.quality().coverage())
                    .as(each.kind() + " by " + each.method())
                    .isGreaterThanOrEqualTo(0.85);
        }
        assertThat(error(all, Method.DR)).isLessThan(error(all, Method.IPS)).isLessThan(0.12);
    }

    @Test
    void isLessSureTheLessIsDrawn() {
        double little = error(TruthReport.of(PROBLEM, 0.2, 0.03, 800, 20), Method.IPS);
        double much = error(TruthReport.of(PROBLEM, 0.2, 0.3, 800, 20), Method.IPS);

        assertThat(much).isLessThan(little);
    }

    private static double error(List<TruthReport.Judged> all, Method method) {
        double squares = 0;
        int count = 0;
        for (TruthReport.Judged each : all) {
            boolean one = each.kind() == TruthReport.Kind.STATIC_SOUND || each.kind() == TruthReport.Kind.STATIC_FEW;
            if (one && each.method() == method && each.quality().count() > 0) {
                squares += each.quality().error()
                        * each.quality().error()
                        * each.quality().count();
                count += each.quality().count();
            }
        }
        return Math.sqrt(squares / count);
    }
}
