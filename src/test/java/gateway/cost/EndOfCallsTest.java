package gateway.cost;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.http.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The short form of {@code CostDrill}: whatever happens to calls, each has one end, and all books say the same. */
class EndOfCallsTest {
    private static final int CALLS = 500;
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void everyReservationIsSettledAndAllBooksSayTheSame() throws Exception {
        try (CostLab lab = CostLab.start()) {
            Traffic traffic = new Traffic(lab);

            traffic.run(CALLS, 4);

            long cost = traffic.costOfDecisions(CALLS);
            assertThat(cost).isPositive();
            assertThat(Waiting.until(LONG, () -> lab.metric("serai_quota_reservations") == 0))
                    .as("calls without an end")
                    .isTrue();
            assertThat(lab.metric("serai_quota_reservations_expired_total")).isZero();
            assertThat(lab.reported(cost)).isEqualTo(cost);
            assertThat(lab.stop()).isEqualTo(cost);
            assertThat(lab.isLeased()).isFalse();
        }
    }
}
