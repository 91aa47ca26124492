package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty kills in the midst of requests with keys of their own. */
class IdempotencyDrill {
    private static final int KILLS = 20;
    private static final Path PAGE = Path.of("docs", "idempotency.md");

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void paysTwiceForNoMoreThanWasInFlightAtTwentyKills() throws Exception {
        KilledGateways.Result result =
                new KilledGateways(folder, Duration.ofSeconds(2), new Random(20)).run(KILLS, 8, Duration.ofSeconds(1));

        String report = """
                `./serai drill idempotency`, %s: %d kills; %,d requests, whole and streamed, from 8 clients, each sent until it was
                answered, and once more: every reply to a request was the same, byte for byte. The provider was called %,d
                times, %d times more than there were requests; %d requests were under way when the gateway was killed.
                """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        result.kills(),
                        result.requests(),
                        result.calls(),
                        result.calls() - result.requests(),
                        result.inFlight());
        Report.put(PAGE, report);
        Report.line(report);
        assertThat(result.different()).isZero();
        assertThat(result.calls()).isBetween((long) result.requests(), (long) result.requests() + result.most());
    }
}
