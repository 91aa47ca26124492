package gateway.local;

import gateway.quota.Lease;
import gateway.quota.LedgerRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;

/** The file of a ledger that gateways use, seen from beside. */
public final class LedgerFile {
    private final Path folder;

    /** Takes the folder that it lies in. */
    public LedgerFile(Path folder) {
        this.folder = folder;
    }

    /** A counter's row. */
    public LedgerRow row(String counter) {
        try (Connection connection = open();
                PreparedStatement select =
                        connection.prepareStatement("SELECT spent, lost, leases FROM counters WHERE key = ?")) {
            select.setString(1, counter);
            try (ResultSet found = select.executeQuery()) {
                return found.next()
                        ? new LedgerRow(found.getLong(1), found.getLong(2), leases(found.getString(3)))
                        : LedgerRow.EMPTY;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the lock that every writer needs; closing gives it back. */
    public Connection lock() {
        try {
            Connection connection = open();
            Sql.run(connection, "BEGIN IMMEDIATE");
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
    }

    private static Map<String, Lease> leases(String text) {
        return text.lines()
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(' ')),
                        line -> Lease.read(line.substring(line.indexOf(' ') + 1))));
    }
}
