package gateway.local;

import gateway.quota.Ledger;
import gateway.quota.LedgerRaceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

class LocalLedgerRaceTest extends LedgerRaceContract {
    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    @Override
    protected Ledger open() {
        return new LocalLedger(databases.ledger(folder));
    }
}
