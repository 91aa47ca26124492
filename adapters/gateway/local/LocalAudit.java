package gateway.local;

import gateway.control.AuditEntry;
import gateway.control.AuditLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The audit log in SQLite, whose triggers refuse every update and deletion. Thread-safe. */
public final class LocalAudit implements AuditLog {
    private final SqliteDatabase database;

    /** Takes the database that {@link SqliteDatabase#control} opens. */
    public LocalAudit(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public void append(AuditEntry entry) {
        database.write(connection -> add(connection, entry));
    }

    @Override
    public List<AuditEntry> list(Instant before, int limit) {
        return database.read(connection -> Sql.query(
                connection,
                "SELECT at, author, action, subject, before, after FROM audit WHERE at < ? ORDER BY at DESC, seq DESC LIMIT ?",
                row -> new AuditEntry(
                        EpochNanos.moment(row.getLong("at")),
                        row.getString("author"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("before"),
                        row.getString("after")),
                EpochNanos.of(before),
                Math.max(0, limit)));
    }

    /** Adds an entry within a transaction. */
    static int add(Connection connection, AuditEntry entry) throws SQLException {
        return Sql.update(
                connection,
                "INSERT INTO audit (at, author, action, subject, before, after) VALUES (?, ?, ?, ?, ?, ?)",
                EpochNanos.of(entry.at()),
                entry.author(),
                entry.action(),
                entry.subject(),
                entry.before(),
                entry.after());
    }
}
