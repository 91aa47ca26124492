package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kill in the midst of requests with keys of their own; the drill {@code idempotency} makes more of them. */
class IdempotencyKillTest {
    @TempDir
    Path folder = Path.of("unset");

    @Test
    void paysTwiceForNoMoreThanWasInFlightAtAKill() throws Exception {
        KilledGateways.Result result =
                new KilledGateways(folder, Duration.ofSeconds(6), new Random(1)).run(1, 4, Duration.ofSeconds(1));

        assertThat(result.different()).as(result.toString()).isZero();
        assertThat(result.requests()).as(result.toString()).isGreaterThan(4);
        assertThat(result.repeated()).as(result.toString()).isGreaterThanOrEqualTo(result.requests());
        assertThat(result.calls())
                .as(result.toString())
                .isBetween((long) result.requests(), (long) result.requests() + result.most());
    }
}
