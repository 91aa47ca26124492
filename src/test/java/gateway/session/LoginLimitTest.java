package gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Whoever guesses keys waits; whoever has one does not. */
class LoginLimitTest {
    private Instant now = Instant.parse("2026-11-27T12:00:00Z");
    private final LoginLimit limit = new LoginLimit(() -> now);

    @Test
    void letsAnAddressFailAFewTimesAMinute() {
        for (int i = 0; i < LoginLimit.OF_ADDRESS; i++) {
            assertThat(limit.enter("192.0.2.1")).isNull();
        }
        now = now.plusSeconds(20);

        assertThat(limit.enter("192.0.2.1")).isEqualTo(Duration.ofSeconds(40));
        assertThat(limit.enter("192.0.2.2")).isNull();
        now = now.plusSeconds(40);
        assertThat(limit.enter("192.0.2.1")).isNull();
    }

    @Test
    void doesNotCountWhatWentWell() {
        for (int i = 0; i < 100; i++) {
            assertThat(limit.enter("192.0.2.1")).isNull();
            limit.succeeded("192.0.2.1");
        }
    }

    @Test
    void boundsAllAddressesTogether() {
        for (int i = 0; i < LoginLimit.OF_ALL; i++) {
            assertThat(limit.enter("192.0.2." + i)).isNull();
        }

        assertThat(limit.enter("198.51.100.1")).isNotNull();
    }
}
