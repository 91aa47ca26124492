package gateway.local;

import gateway.quota.Ledger;
import gateway.quota.LedgerLeaseContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

class LocalLedgerLeaseTest extends LedgerLeaseContract {
    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    @Override
    protected Ledger open() {
        return new LocalLedger(databases.ledger(folder));
    }
}
