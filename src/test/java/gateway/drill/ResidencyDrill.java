package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.failover.Residence;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The long form of {@code ResidencyTest}: ten thousand calls that must stay in the EU while providers fail. */
class ResidencyDrill {
    private static final int CALLS = 10_000;
    private static final long SEED = 11;

    @Test
    void noCallLeavesTheEuWhateverFails() {
        try (Residence residence = Residence.start()) {
            Map<Integer, Integer> statuses = residence.run(CALLS, SEED);

            Report.line("calls: %d, by status: %s".formatted(CALLS, statuses));
            Report.line("calls that reached hosts in the EU: " + residence.calls(true));
            Report.line("calls that reached hosts elsewhere: " + residence.calls(false));
            assertThat(residence.calls(false)).isZero();
            assertThat(residence.calls(true)).isGreaterThan(CALLS / 2);
            assertThat(statuses.keySet()).isSubsetOf(200, 429, 502);
        }
    }
}
