package gateway.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** What is counted up with every change of it. */
enum Revision {
    DOCUMENTS,
    SWITCHES;

    /** The count of now. */
    long read(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT revision FROM revisions WHERE of = ?", word());
    }

    /** Counts up; returns the new count. */
    long raise(Connection connection) throws SQLException {
        Sql.update(connection, "UPDATE revisions SET revision = revision + 1 WHERE of = ?", word());
        return read(connection);
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
