package gateway.local;

import gateway.Ticker;
import gateway.killswitch.StoredSwitches;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import gateway.killswitch.SwitchStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Kill switches in SQLite. A row that makes no sense, which only another program can have written, counts as on.
 * Thread-safe.
 */
public final class LocalSwitchStore implements SwitchStore {
    private final SqliteDatabase database;
    private final Ticker ticker;

    /** Takes the database that {@link SqliteDatabase#control} opens. */
    public LocalSwitchStore(SqliteDatabase database, Ticker ticker) {
        this.database = database;
        this.ticker = ticker;
    }

    @Override
    public StoredSwitches read() {
        long begun = ticker.nanos();
        return database.read(connection -> {
            List<Row> rows = Sql.query(
                    connection,
                    "SELECT scope, name, reason, mode, author, since, until FROM switches",
                    LocalSwitchStore::row);
            List<Switch> switches = new ArrayList<>();
            List<String> unreadable = new ArrayList<>();
            for (Row row : rows) {
                if (row.thrown() != null) {
                    switches.add(row.thrown());
                }
                if (row.unreadable() != null) {
                    unreadable.add(row.unreadable());
                }
            }
            return new StoredSwitches(
                    begun,
                    Revision.SWITCHES.read(connection),
                    Revision.DOCUMENTS.read(connection),
                    switches,
                    unreadable);
        });
    }

    @Override
    public void put(Switch thrown) {
        Instant until = thrown.until();
        database.write(connection -> {
            Sql.update(
                    connection,
                    "INSERT OR REPLACE INTO switches (scope, name, reason, mode, author, since, until)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    Switch.word(thrown.scope()),
                    thrown.name(),
                    thrown.reason(),
                    thrown.mode().name().toLowerCase(Locale.ROOT),
                    thrown.author(),
                    thrown.since().toString(),
                    until == null ? null : until.toString());
            return Revision.SWITCHES.raise(connection);
        });
    }

    @Override
    public void remove(Scope scope, String name) {
        database.write(connection -> {
            int removed = Sql.update(
                    connection, "DELETE FROM switches WHERE scope = ? AND name = ?", Switch.word(scope), name);
            return removed == 0 ? Revision.SWITCHES.read(connection) : Revision.SWITCHES.raise(connection);
        });
    }

    /**
     * What a row says.
     *
     * @param thrown the switch; null where the scope is none, so that there is nothing to switch off
     * @param unreadable its path if it makes no sense; null if it does
     */
    private record Row(@Nullable Switch thrown, @Nullable String unreadable) {}

    private static Row row(ResultSet row) throws SQLException {
        String word = row.getString("scope");
        String name = row.getString("name");
        Scope scope;
        try {
            scope = Scope.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return new Row(null, word + "/" + name);
        }
        try {
            String until = row.getString("until");
            Switch thrown = new Switch(
                    scope,
                    name,
                    row.getString("reason"),
                    Mode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
                    row.getString("author"),
                    Instant.parse(row.getString("since")),
                    until == null ? null : Instant.parse(until));
            return new Row(thrown, null);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            Switch on = new Switch(
                    scope, name, "its entry in the store makes no sense", Mode.DRAIN, "unknown", Instant.EPOCH, null);
            return new Row(on, on.path());
        }
    }
}
