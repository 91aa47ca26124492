package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.decision.DecisionQuery;
import gateway.decision.DecisionStore;
import gateway.decision.DecisionStoreContract;
import gateway.decision.StoredDecision;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDecisionsTest extends DecisionStoreContract {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    @Override
    protected DecisionStore open() {
        return new LocalDecisions(databases.decisions(folder));
    }

    @Test
    void forgetsManyRecordsInSeveralGoes() {
        DecisionStore store = open();
        List<StoredDecision> many = IntStream.range(0, 3500)
                .mapToObj(i -> new StoredDecision(
                        "id-" + i, AT.plusMillis(i), "demo", "sonnet", null, null, "any", null, "failed", "{}"))
                .toList();
        store.append(many);

        store.expire(AT.plusMillis(3000));

        assertThat(store.search(new DecisionQuery(Instant.MIN, Instant.MAX, null, null, null, 5000)))
                .containsExactlyElementsOf(many.subList(3000, 3500).reversed());
    }

    @ParameterizedTest
    @CsvSource({
        "'at >= 1 AND at < 9', decisions_by_time",
        "'tenant = ''demo'' AND at >= 1 AND at < 9', decisions_by_tenant",
        "'model = ''sonnet'' AND at >= 1 AND at < 9', decisions_by_model"
    })
    void searchesByIndexAndSortsNothing(String condition, String index) {
        SqliteDatabase database = databases.decisions(folder);

        List<String> plan = database.read(connection -> Sql.query(
                connection,
                "EXPLAIN QUERY PLAN SELECT json FROM decisions WHERE " + condition + " ORDER BY at DESC LIMIT 10",
                row -> row.getString("detail")));

        assertThat(plan).singleElement().asString().contains("USING INDEX " + index);
    }
}
