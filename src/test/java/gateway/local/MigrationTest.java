package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {
    private static final String FIRST = "CREATE TABLE names (name TEXT); INSERT INTO names VALUES ('first')";
    private static final String SECOND = "INSERT INTO names VALUES ('second')";
    private static final String THIRD = "INSERT INTO names VALUES ('third')";
    private static final String BROKEN = "INSERT INTO names VALUES ('lost'); INSERT INTO nothing VALUES (1)";

    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    @Test
    void makesTheTablesOfAnEmptyFile() throws Exception {
        Files.createFile(folder.resolve("serai.db"));

        SqliteDatabase database = databases.control(folder);

        assertThat(version(database)).isEqualTo(Schema.CONTROL.migrations().size());
        assertThat(new LocalDocuments(database).read().revision()).isZero();
        assertThat(new LocalSwitchStore(database, () -> 0).read().revision()).isEqualTo(1);
    }

    @Test
    void leavesAFileOfThePresentVersionAsItIs() {
        databases.open(folder, schema(FIRST), Databases.LONG).close();

        SqliteDatabase again = databases.open(folder, schema(FIRST), Databases.LONG);

        assertThat(names(again)).containsExactly("first");
    }

    @Test
    void takesOnlyTheStepsThatAFileHasNotSeen() {
        databases.open(folder, schema(FIRST), Databases.LONG).close();

        SqliteDatabase later = databases.open(folder, schema(FIRST, SECOND, THIRD), Databases.LONG);

        assertThat(names(later)).containsExactly("first", "second", "third");
        assertThat(version(later)).isEqualTo(3);
    }

    @Test
    void undoesAStepThatFailsAndKeepsThoseBeforeIt() {
        assertThatThrownBy(() -> databases.open(folder, schema(FIRST, SECOND, BROKEN), Databases.LONG))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be opened");

        SqliteDatabase before = databases.open(folder, schema(FIRST, SECOND), Databases.LONG);
        assertThat(names(before)).containsExactly("first", "second");
    }

    @Test
    void takesEachStepOnceWhenSeveralProcessesStartTogether() throws Exception {
        List<Future<SqliteDatabase>> starts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                starts.add(threads.submit(() ->
                        SqliteDatabase.open(folder, schema(FIRST, SECOND, THIRD), System::nanoTime, Databases.LONG)));
            }
        }

        for (Future<SqliteDatabase> start : starts) {
            try (SqliteDatabase database = start.get()) {
                assertThat(names(database)).containsExactly("first", "second", "third");
            }
        }
    }

    @Test
    void doesNotTakeOverTablesOfAnotherProgram() throws SQLException {
        Sql.run(databases.raw(folder.resolve("serai.db")), "CREATE TABLE documents (title TEXT)");

        assertThatThrownBy(() -> databases.control(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be opened");
    }

    private static Schema schema(String... migrations) {
        return new Schema("test.db", "the names", "NORMAL", true, List.of(migrations));
    }

    private static long version(SqliteDatabase database) {
        return database.read(connection -> Sql.number(connection, "PRAGMA user_version"));
    }

    private static List<String> names(SqliteDatabase database) {
        return database.read(
                connection -> Sql.query(connection, "SELECT name FROM names ORDER BY rowid", row -> row.getString(1)));
    }
}
