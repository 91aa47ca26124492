package gateway.local;

import gateway.Ticker;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;

/**
 * A SQLite file of the gateway. Every call runs on one thread of the file's own, as a transaction; several processes
 * may share the file. Calls block, and fail with a {@link gateway.control.StoreException}. Thread-safe.
 */
public final class SqliteDatabase implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final SqliteThread thread;
    private final Connection connection;

    private SqliteDatabase(String name, SqliteThread thread, Connection connection) {
        this.name = name;
        this.thread = thread;
        this.connection = connection;
    }

    /** Opens {@code serai.db} in a folder: documents, audit log and kill switches. */
    public static SqliteDatabase control(Path folder, Ticker ticker) {
        return open(folder, Schema.CONTROL, ticker, PATIENCE);
    }

    /**
     * Opens {@code decisions.db} in a folder, apart from the control data, so that no flood of records delays these.
     */
    public static SqliteDatabase decisions(Path folder, Ticker ticker) {
        return open(folder, Schema.DECISIONS, ticker, PATIENCE);
    }

    /** Opens {@code ledger.db} in a folder, apart from the rest, as requests wait for it. */
    public static SqliteDatabase ledger(Path folder, Ticker ticker) {
        return open(folder, Schema.LEDGER, ticker, LEDGER_PATIENCE);
    }

    /** Opens {@code usage.db} in a folder. */
    public static SqliteDatabase usage(Path folder, Ticker ticker) {
        return open(folder, Schema.USAGE, ticker, PATIENCE);
    }

    /** Opens {@code routing.db} in a folder. */
    public static SqliteDatabase routing(Path folder, Ticker ticker) {
        return open(folder, Schema.ROUTING, ticker, PATIENCE);
    }

    /** Opens {@code idempotency.db} in a folder, apart from the rest, as requests wait for it and it holds content. */
    public static SqliteDatabase replies(Path folder, Ticker ticker) {
        return open(folder, Schema.REPLIES, ticker, LEDGER_PATIENCE);
    }

    /** Opens a file, with a limit to how long calls wait for another process. */
    static SqliteDatabase open(Path folder, Schema schema, Ticker ticker, Duration patience) {
        Path file = folder.resolve(schema.file());
        String name = schema.holds() + " in " + file;
        SqliteThread thread = new SqliteThread(schema.file(), ticker, patience);
        boolean opened = false;
        try {
            Connection connection = thread.call(name + " cannot be opened", () -> SqliteFile.open(file, schema));
            opened = true;
            return new SqliteDatabase(name, thread, connection);
        } finally {
            if (!opened) {
                thread.close();
            }
        }
    }

    /** Reads, as of one moment. */
    <T> T read(Sql.Work<T> work) {
        return thread.call(name + " cannot be read", () -> Sql.inTransaction(connection, "BEGIN", work));
    }

    /** Writes all or nothing; while it runs, nobody else writes. */
    <T> T write(Sql.Work<T> work) {
        return thread.call(name + " cannot be written", () -> Sql.inTransaction(connection, "BEGIN IMMEDIATE", work));
    }

    @Override
    public void close() {
        if (!thread.isClosed()) {
            thread.call(name + " cannot be closed", () -> {
                connection.close();
                return true;
            });
            thread.close();
        }
    }
}
