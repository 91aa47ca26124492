package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.AuditEntry;
import gateway.control.AuditLog;
import gateway.control.AuditLogContract;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAuditTest extends AuditLogContract {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    @Override
    protected AuditLog open() {
        return new LocalAudit(databases.control(folder));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit SET author = 'nobody'",
                "UPDATE audit SET at = 0 WHERE seq = 1",
                "DELETE FROM audit",
                "DELETE FROM audit WHERE seq = 1"
            })
    void isOnlyAddedToWhoeverWrites(String sql) throws SQLException {
        AuditLog log = open();
        log.append(new AuditEntry(AT, "ops", "put", "model/a", null, "{}"));

        try (Statement other = databases.raw(folder.resolve("serai.db")).createStatement()) {
            assertThatThrownBy(() -> other.executeUpdate(sql)).hasMessageContaining("the audit log is only added to");
        }

        assertThat(log.list(Instant.MAX, 10)).extracting(AuditEntry::author).containsExactly("ops");
    }

    @Test
    void listsTheLastAddedFirstAmongThoseOfOneMoment() {
        AuditLog log = open();
        List<AuditEntry> entries = IntStream.range(0, 5)
                .mapToObj(i -> new AuditEntry(AT, "ops", "put", "model/" + i, null, "{}"))
                .toList();

        entries.forEach(log::append);

        assertThat(log.list(Instant.MAX, 10)).containsExactlyElementsOf(entries.reversed());
    }
}
