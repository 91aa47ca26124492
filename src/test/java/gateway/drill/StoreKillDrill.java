package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.local.StoreKills;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty kills in the midst of writes of control data. */
class StoreKillDrill {
    private static final Path PAGE = Path.of("docs", "local-store.md");

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void losesNoAcknowledgedChangeInFiftyKills() throws Exception {
        StoreKills.Result result = new StoreKills(folder, new Random(50), Duration.ofSeconds(2)).run(50);

        String report = """
                `./serai drill storeKill`, %s: %d kills; %,d acknowledged writes of documents and %,d of kill switches, none
                lost; %d writes were there although the kill came before their acknowledgement. The file passed SQLite's
                `integrity_check` after every kill, and the audit log had one row for each write of documents.
                """.formatted(
                LocalDate.now(ZoneOffset.UTC), result.kills(), result.documents(), result.switches(), result.unheard());
        Report.put(PAGE, report);
        Report.line(report);
        assertThat(result.kills()).isEqualTo(50);
    }
}
