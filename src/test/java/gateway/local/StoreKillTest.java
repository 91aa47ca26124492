package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills in the midst of writes; the drill {@code storeKill} makes more of them. */
class StoreKillTest {
    @TempDir
    Path folder = Path.of("unset");

    @Test
    void losesNoAcknowledgedChangeInFiveKills() throws Exception {
        StoreKills.Result result = new StoreKills(folder, new Random(5), Duration.ofMillis(200)).run(5);

        assertThat(result.kills()).isEqualTo(5);
        assertThat(result.documents()).isGreaterThanOrEqualTo(5);
    }
}
