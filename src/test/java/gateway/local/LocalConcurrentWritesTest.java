package gateway.local;

import gateway.control.AuditLog;
import gateway.control.ConcurrentWritesContract;
import gateway.control.DocumentStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

class LocalConcurrentWritesTest extends ConcurrentWritesContract {
    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    @Override
    protected DocumentStore open() {
        return new LocalDocuments(databases.control(folder));
    }

    @Override
    protected AuditLog audit() {
        return new LocalAudit(databases.control(folder));
    }
}
