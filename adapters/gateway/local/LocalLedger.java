package gateway.local;

import gateway.quota.Counter;
import gateway.quota.Exchange;
import gateway.quota.Lease;
import gateway.quota.Ledger;
import gateway.quota.LedgerRow;
import gateway.quota.LedgerTurn;
import gateway.quota.LedgerTurn.Step;
import gateway.quota.Verdict;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ledger in SQLite, one row a counter. Thread-safe, also between processes on one file. */
public final class LocalLedger implements Ledger {
    /** Rows that are forgotten in passing; more than one exchange can make. */
    private static final int FORGOTTEN_AT_ONCE = LedgerTurn.MOST + 10;

    private final SqliteDatabase database;

    /** Takes the database that {@link SqliteDatabase#ledger} opens. */
    public LocalLedger(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Verdict exchange(String replica, long number, Instant now, Instant expires, List<Exchange> exchanges) {
        LedgerTurn.check(exchanges);
        return database.write(connection -> {
            Map<String, LedgerRow> rows = new HashMap<>();
            for (Exchange each : exchanges) {
                String key = each.counter().key();
                Sql.query(connection, "SELECT spent, lost, leases FROM counters WHERE key = ?", LocalLedger::row, key)
                        .forEach(row -> rows.put(key, row));
            }
            LedgerTurn turn = LedgerTurn.of(replica, number, now, expires, exchanges, rows);
            for (Step step : turn.steps()) {
                put(connection, step.asked().counter(), step.next().row(), expires);
            }
            if (!turn.steps().isEmpty()) {
                forget(connection, now);
            }
            return turn.verdict();
        });
    }

    private static void put(Connection connection, Counter counter, LedgerRow row, Instant expires)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT OR REPLACE INTO counters (key, spent, lost, leases, kept) VALUES (?, ?, ?, ?, ?)",
                counter.key(),
                row.spent(),
                row.lost(),
                text(row.leases()),
                EpochNanos.of(counter.kept(expires)));
    }

    private static void forget(Connection connection, Instant now) throws SQLException {
        Sql.update(
                connection,
                "DELETE FROM counters WHERE key IN (SELECT key FROM counters WHERE kept < ? ORDER BY kept LIMIT ?)",
                EpochNanos.of(now),
                FORGOTTEN_AT_ONCE);
    }

    private static LedgerRow row(ResultSet row) throws SQLException {
        return new LedgerRow(row.getLong("spent"), row.getLong("lost"), leases(row.getString("leases")));
    }

    /** One line a lease: the replica, a blank, the lease. */
    private static String text(Map<String, Lease> leases) {
        StringBuilder text = new StringBuilder();
        leases.forEach((replica, lease) ->
                text.append(replica).append(' ').append(lease.text()).append('\n'));
        return text.toString();
    }

    private static Map<String, Lease> leases(String text) {
        Map<String, Lease> leases = new HashMap<>();
        text.lines().forEach(line -> {
            int end = line.indexOf(' ');
            leases.put(line.substring(0, Math.max(0, end)), Lease.read(line.substring(end + 1)));
        });
        return leases;
    }
}
