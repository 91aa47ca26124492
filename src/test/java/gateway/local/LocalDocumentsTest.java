package gateway.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.AuditLog;
import gateway.control.DocumentStore;
import gateway.control.DocumentStoreContract;
import gateway.control.StoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDocumentsTest extends DocumentStoreContract {
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

    @Test
    void namesADocumentOfAKindThatItDoesNotKnow() {
        SqliteDatabase database = databases.control(folder);
        database.write(connection ->
                Sql.update(connection, "INSERT INTO documents VALUES ('planet', 'mars', '{\"secret\":1}', 'admin')"));

        assertThatThrownBy(() -> new LocalDocuments(database).read())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("planet/mars")
                .hasMessageNotContaining("secret");
    }
}
