package gateway.local;

import gateway.control.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/** Opens a SQLite file that only its owner can read: makes it, checks it, and brings its tables up to date. */
final class SqliteFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private SqliteFile() {}

    /**
     * Opens a file, in a mode in which nobody waits for another's lock: the caller tries again.
     *
     * @throws StoreException if the file is of a later version, damaged, or in a place where it cannot be shared
     */
    static Connection open(Path file, Schema schema) throws IOException, SQLException {
        keepPrivate(file);
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(0);
        Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
        try {
            refuseLaterVersion(connection, file, schema);
            String mode = Sql.text(connection, "PRAGMA journal_mode = WAL");
            if (!mode.equals("wal")) {
                throw new StoreException(file + " lies on a file system without shared memory, such as a network's:"
                        + " set gateway.data-dir to a local one");
            }
            Sql.run(connection, "PRAGMA synchronous = " + schema.synchronous());
            // macOS gives up its disk's cache only when asked so; elsewhere it changes nothing
            Sql.run(connection, "PRAGMA fullfsync = " + schema.synchronous().equals("FULL"));
            if (schema.checked()
                    && !Sql.text(connection, "PRAGMA quick_check(1)").equals("ok")) {
                throw SqliteFaults.damaged(file.toString());
            }
            while (migrate(connection, schema)) {
                refuseLaterVersion(connection, file, schema);
            }
            return connection;
        } catch (SQLException | StoreException e) {
            connection.close();
            throw e;
        }
    }

    /** Makes the file before SQLite does, whose log files take over its permissions. */
    private static void keepPrivate(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
                Files.setPosixFilePermissions(file, OWNER_ONLY);
            }
        }
    }

    private static void refuseLaterVersion(Connection connection, Path file, Schema schema) throws SQLException {
        long version = version(connection);
        if (version > schema.migrations().size()) {
            throw new StoreException(file + " was written by a later version of Serai (tables of version " + version
                    + ", this one knows " + schema.migrations().size()
                    + "): update Serai, or set gateway.data-dir to another folder");
        }
    }

    /** Takes one step; false if there was none to take. */
    private static boolean migrate(Connection connection, Schema schema) throws SQLException {
        if (version(connection) >= schema.migrations().size()) {
            return false;
        }
        Sql.inTransaction(connection, "BEGIN IMMEDIATE", open -> {
            // another process may have been quicker
            int version = (int) version(open);
            if (version < schema.migrations().size()) {
                Sql.run(open, schema.migrations().get(version));
                Sql.run(open, "PRAGMA user_version = " + (version + 1));
            }
            return version;
        });
        return true;
    }

    private static long version(Connection connection) throws SQLException {
        return Sql.number(connection, "PRAGMA user_version");
    }
}
