package gateway.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** SQLite files that a test opens, as several processes would, and that are closed after it. */
final class Databases implements AutoCloseable {
    /** How long a call waits for another process's lock: longer than any test. */
    static final Duration LONG = Duration.ofSeconds(60);

    private final List<SqliteDatabase> databases = new ArrayList<>();
    private final List<Connection> connections = new ArrayList<>();

    /** Opens the file of control data. */
    SqliteDatabase control(Path folder) {
        return open(folder, Schema.CONTROL, LONG);
    }

    /** Opens the file of decision records. */
    SqliteDatabase decisions(Path folder) {
        return open(folder, Schema.DECISIONS, LONG);
    }

    /** Opens the file of the ledger. */
    SqliteDatabase ledger(Path folder) {
        return open(folder, Schema.LEDGER, LONG);
    }

    /** Opens the file of usage. */
    SqliteDatabase usage(Path folder) {
        return open(folder, Schema.USAGE, LONG);
    }

    /** Opens the file of what was learnt. */
    SqliteDatabase routing(Path folder) {
        return open(folder, Schema.ROUTING, LONG);
    }

    /** Opens the file of kept replies. */
    SqliteDatabase replies(Path folder) {
        return open(folder, Schema.REPLIES, LONG);
    }

    /** Opens any file. */
    SqliteDatabase open(Path folder, Schema schema, Duration patience) {
        SqliteDatabase database = SqliteDatabase.open(folder, schema, System::nanoTime, patience);
        databases.add(database);
        return database;
    }

    /** Opens a file without Serai's code. */
    Connection raw(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        connections.add(connection);
        return connection;
    }

    @Override
    public void close() throws SQLException {
        for (Connection each : connections) {
            each.close();
        }
        databases.forEach(SqliteDatabase::close);
    }
}
