package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.StoreException;
import gateway.routing.SumBatch;
import gateway.routing.SumStore;
import gateway.routing.SumStoreContract;
import gateway.routing.Sums;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSumsTest extends SumStoreContract {
    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    @Override
    protected SumStore open() {
        return new LocalSums(databases.routing(folder));
    }

    @Test
    void isThereAfterARestart() {
        SqliteDatabase first = databases.routing(folder);
        new LocalSums(first).add(new SumBatch("one", 1, Map.of("a", new Sums(new double[] {1, 2}))));
        first.close();

        assertThat(open().load()).isEqualTo(Map.of("a", new Sums(new double[] {1, 2})));
    }

    @Test
    void showsWhatIsDamagedAsUnsoundUntilItIsForgotten() {
        SqliteDatabase database = databases.routing(folder);
        LocalSums store = new LocalSums(database);
        store.add(new SumBatch("one", 1, Map.of("a", new Sums(new double[] {1}), "b", new Sums(new double[] {2, 3}))));
        database.write(connection -> Sql.update(connection, "UPDATE sums SET numbers = x'0011223344' WHERE key = 'b'"));

        Map<String, Sums> loaded = store.load();

        assertThat(loaded.get("a")).isEqualTo(new Sums(new double[] {1}));
        assertThat(loaded.get("b")).isNotNull().returns(false, Sums::isSound);
        assertThatThrownBy(() -> store.add(new SumBatch("one", 2, Map.of("b", new Sums(new double[] {2, 3})))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("'b' is damaged");
        store.forget(List.of("b"));
        store.add(new SumBatch("one", 3, Map.of("b", new Sums(new double[] {2, 3}))));
        assertThat(store.load().get("b")).isEqualTo(new Sums(new double[] {2, 3}));
    }
}
