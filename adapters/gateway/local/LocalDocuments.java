package gateway.local;

import gateway.control.AuditEntry;
import gateway.control.Change;
import gateway.control.ConflictException;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.DocumentStore;
import gateway.control.Documents;
import gateway.control.Kind;
import gateway.control.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Documents in SQLite, with one revision over all of them. Thread-safe. */
public final class LocalDocuments implements DocumentStore {
    private final SqliteDatabase database;

    /** Takes the database that {@link SqliteDatabase#control} opens. */
    public LocalDocuments(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Documents read() {
        return database.read(connection -> {
            Map<Kind, Map<String, Document>> byKind = new HashMap<>();
            List<Change> rows =
                    Sql.query(connection, "SELECT kind, id, json, origin FROM documents", LocalDocuments::row);
            rows.forEach(row ->
                    byKind.computeIfAbsent(row.kind(), kind -> new HashMap<>()).put(row.id(), row.document()));
            return new Documents(Revision.DOCUMENTS.read(connection), byKind);
        });
    }

    @Override
    public long write(long expected, List<Change> changes, List<AuditEntry> audit) {
        return database.write(connection -> {
                    long found = Revision.DOCUMENTS.read(connection);
                    if (found != expected) {
                        return OptionalLong.empty();
                    }
                    if (changes.isEmpty()) {
                        return OptionalLong.of(found);
                    }
                    for (Change change : changes) {
                        make(connection, change);
                    }
                    for (AuditEntry entry : audit) {
                        LocalAudit.add(connection, entry);
                    }
                    return OptionalLong.of(Revision.DOCUMENTS.raise(connection));
                })
                .orElseThrow(() -> new ConflictException(expected));
    }

    private static void make(Connection connection, Change change) throws SQLException {
        Document document = change.document();
        if (document == null) {
            Sql.update(
                    connection,
                    "DELETE FROM documents WHERE kind = ? AND id = ?",
                    change.kind().word(),
                    change.id());
        } else {
            Sql.update(
                    connection,
                    "INSERT OR REPLACE INTO documents (kind, id, json, origin) VALUES (?, ?, ?, ?)",
                    change.kind().word(),
                    change.id(),
                    document.json(),
                    word(document.origin()));
        }
    }

    private static Change row(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        String id = row.getString("id");
        try {
            return new Change(
                    Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                    id,
                    new Document(
                            row.getString("json"),
                            Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT))));
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "the document " + kind + "/" + id + " is of a kind or an origin that is not known");
        }
    }

    private static String word(Origin origin) {
        return origin.name().toLowerCase(Locale.ROOT);
    }
}
