package gateway.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Statements on a SQLite connection that is in no JDBC transaction. */
final class Sql {
    private Sql() {}

    /** Something done with a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Makes a value of the row that is at hand. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Does all of some work or nothing of it.
     *
     * @param begin the statement that opens the transaction: JDBC's own way cannot tell readers from writers
     */
    static <T> T inTransaction(Connection connection, String begin, Work<T> work) throws SQLException {
        run(connection, begin);
        boolean committed = false;
        try {
            T result = work.on(connection);
            run(connection, "COMMIT");
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollBack(connection);
            }
        }
    }

    /** Runs a script without parameters. */
    static void run(Connection connection, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(script);
        }
    }

    /** Runs a statement; returns how many rows it changed. */
    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** Reads rows. */
    static <T> List<T> query(Connection connection, String sql, RowReader<T> reader, @Nullable Object... values)
            throws SQLException {
        List<T> all = new ArrayList<>();
        each(connection, sql, reader, all::add, values);
        return all;
    }

    /** Reads rows and hands on each; returns how many there were. */
    static <T> long each(
            Connection connection, String sql, RowReader<T> reader, Consumer<T> each, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            long count = 0;
            while (rows.next()) {
                each.accept(reader.read(rows));
                count++;
            }
            return count;
        }
    }

    /** Reads the one number of the one row. */
    static long number(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        return query(connection, sql, row -> row.getLong(1), values).getFirst();
    }

    /** Reads the one text of the one row. */
    static String text(Connection connection, String sql) throws SQLException {
        return query(connection, sql, row -> row.getString(1)).getFirst();
    }

    /** Adds a condition and its value, if there is one. */
    static void narrow(StringBuilder sql, List<Object> values, String condition, @Nullable String value) {
        if (value != null) {
            sql.append(condition);
            values.add(value);
        }
    }

    /** Prepares a statement with its values in place. */
    static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        bind(statement, values);
        return statement;
    }

    /** Puts values in a statement's places. */
    static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            run(connection, "ROLLBACK");
        } catch (SQLException e) {
            // After some failures SQLite has rolled back by itself, and says now that there is nothing to roll back.
            return;
        }
    }
}
