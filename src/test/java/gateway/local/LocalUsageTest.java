package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.usage.UsageStore;
import gateway.usage.UsageStoreContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalUsageTest extends UsageStoreContract {
    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    @Override
    protected UsageStore open() {
        return new LocalUsage(databases.usage(folder));
    }

    @ParameterizedTest
    @CsvSource({
        "'day >= ''2026-11-01'' AND day < ''2026-12-01''', usage_by_day",
        "'day >= ''2026-11-01'' AND day < ''2026-12-01'' AND tenant = ''demo''', PRIMARY KEY (tenant=? AND day>? AND"
                + " day<?)"
    })
    void readsByKeyOrIndexAndNeverTheWholeTable(String condition, String by) {
        SqliteDatabase database = databases.usage(folder);

        List<String> plan = database.read(connection -> Sql.query(
                connection,
                "EXPLAIN QUERY PLAN SELECT * FROM usage WHERE " + condition,
                row -> row.getString("detail")));

        assertThat(plan).singleElement().asString().startsWith("SEARCH").contains(by);
    }
}
