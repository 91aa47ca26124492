package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.Change;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.Kind;
import gateway.control.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a file of control data is opened, whatever stands there. */
class SqliteDatabaseTest {
    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    @Test
    void letsOnlyTheOwnerReadWhatItWrites() throws IOException {
        LocalDocuments documents = new LocalDocuments(databases.control(folder.resolve("new/data")));
        documents.write(0, numbered(0, 1), List.of());

        try (Stream<Path> files = Files.list(folder.resolve("new/data"))) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void takesAFileAwayFromEverybodyElse() throws IOException {
        Path file = Files.createFile(folder.resolve("serai.db"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

        databases.control(folder);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void waitsForTheDiskWithEveryCommitOfControlData() {
        List<Long> control = databases.control(folder).read(SqliteDatabaseTest::settings);
        List<Long> decisions = databases.decisions(folder).read(SqliteDatabaseTest::settings);

        // SQLite's numbers: 2 = FULL, 1 = NORMAL
        assertThat(control).containsExactly(2L, 1L);
        assertThat(decisions).containsExactly(1L, 0L);
    }

    @Test
    void keepsWhatStandsThereWhenItIsOpenedAgain() {
        try (SqliteDatabase first = databases.control(folder)) {
            new LocalDocuments(first).write(0, numbered(0, 3), List.of());
        }

        assertThat(new LocalDocuments(databases.control(folder)).read().of(Kind.MODEL))
                .hasSize(3);
    }

    @Test
    void refusesAFileOfALaterVersionAndLeavesItAlone() throws IOException {
        try (SqliteDatabase database = databases.control(folder)) {
            database.write(connection -> Sql.update(connection, "PRAGMA user_version = 99"));
        }
        byte[] before = Files.readAllBytes(folder.resolve("serai.db"));

        assertThatThrownBy(() -> databases.control(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("serai.db was written by a later version of Serai (tables of version 99")
                .hasMessageContaining("update Serai");
        assertThat(folder.resolve("serai.db")).hasBinaryContent(before);
    }

    @Test
    void saysThatAFileIsNoDatabase() throws IOException {
        Files.writeString(folder.resolve("serai.db"), "this is a letter, and rather a long one\n".repeat(200));

        assertSaysThatItIsDamaged();
    }

    @Test
    void saysThatAFileIsDamagedInside() throws IOException {
        try (SqliteDatabase database = databases.control(folder)) {
            new LocalDocuments(database).write(0, numbered(0, 2000), List.of());
        }
        Path file = folder.resolve("serai.db");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[8192]), channel.size() / 2 / 4096 * 4096);
        }

        assertSaysThatItIsDamaged();
    }

    @Test
    void saysThatAFileWasCutOff() throws IOException {
        try (SqliteDatabase database = databases.control(folder)) {
            new LocalDocuments(database).write(0, numbered(0, 2000), List.of());
        }
        try (FileChannel channel = FileChannel.open(folder.resolve("serai.db"), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2 / 4096 * 4096);
        }

        assertSaysThatItIsDamaged();
    }

    @Test
    void saysThatAFolderCannotBeUsed() throws IOException {
        Files.createFile(folder.resolve("data"));

        assertThatThrownBy(() -> databases.control(folder.resolve("data")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the control data in")
                .hasMessageContaining("cannot be opened");
    }

    @Test
    void saysThatItIsClosed() {
        SqliteDatabase database = databases.control(folder);
        database.close();
        database.close();

        assertThatThrownBy(() -> new LocalDocuments(database).read())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be read: it is closed");
    }

    @Test
    void undoesAWriteThatFailsHalfway() {
        SqliteDatabase database = databases.control(folder);
        assertThatThrownBy(() -> database.write(connection -> {
                    Sql.update(connection, "INSERT INTO documents VALUES ('model', 'a', '{\"secret\":1}', 'admin')");
                    return Sql.update(connection, "INSERT INTO documents VALUES ('model', 'a', '2', 'admin')");
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the control data in")
                .hasMessageContaining("cannot be written")
                .hasMessageNotContaining("secret");

        LocalDocuments documents = new LocalDocuments(database);
        assertThat(documents.read().of(Kind.MODEL)).isEmpty();
        assertThat(documents.write(0, numbered(0, 1), List.of())).isEqualTo(1);
    }

    private void assertSaysThatItIsDamaged() {
        assertThatThrownBy(() -> databases.control(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("serai.db")
                .hasMessageContaining("the file is damaged")
                .hasNoCause();
    }

    private static List<Long> settings(Connection connection) throws SQLException {
        return List.of(Sql.number(connection, "PRAGMA synchronous"), Sql.number(connection, "PRAGMA fullfsync"));
    }

    private static List<Change> numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> new Change(Kind.MODEL, "model-" + i, new Document("{\"n\":" + i + "}", Origin.ADMIN)))
                .toList();
    }
}
