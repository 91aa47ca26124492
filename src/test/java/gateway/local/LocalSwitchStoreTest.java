package gateway.local;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Ticker;
import gateway.control.Change;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.DocumentStore;
import gateway.control.Kind;
import gateway.killswitch.StoredSwitches;
import gateway.killswitch.Switch;
import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import gateway.killswitch.SwitchStore;
import gateway.killswitch.SwitchStoreContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalSwitchStoreTest extends SwitchStoreContract {
    private static final Switch THROWN =
            new Switch(Scope.PROVIDER, "anthropic", "incident", Mode.CUT, "ops", Instant.EPOCH, null);

    @TempDir
    Path folder = Path.of("unset");

    @AutoClose
    private final Databases databases = new Databases();

    @Override
    protected SwitchStore open(Ticker ticker) {
        return new LocalSwitchStore(databases.control(folder), ticker);
    }

    @Override
    protected long changeRegistry() {
        DocumentStore documents = new LocalDocuments(databases.control(folder));
        return documents.write(
                documents.read().revision(),
                List.of(new Change(Kind.MODEL, "sonnet", new Document("{}", Origin.ADMIN))),
                List.of());
    }

    @Override
    protected void damage(Scope scope, String name) {
        databases
                .control(folder)
                .write(connection -> Sql.update(
                        connection,
                        "UPDATE switches SET mode = 'mad' WHERE scope = ? AND name = ?",
                        Switch.word(scope),
                        name));
    }

    @Test
    void countsARevisionWithEveryChange() {
        SwitchStore store = open(() -> 0);
        List<Long> revisions = new ArrayList<>();

        revisions.add(store.read().revision());
        store.put(THROWN);
        revisions.add(store.read().revision());
        store.put(THROWN);
        revisions.add(store.read().revision());
        store.remove(Scope.PROVIDER, "anthropic");
        revisions.add(open(() -> 0).read().revision());

        assertThat(revisions).isSorted().doesNotHaveDuplicates().allMatch(revision -> revision >= 1);
    }

    @Test
    void countsNoRevisionWhereNothingWasTakenBack() {
        SwitchStore store = open(() -> 0);
        long before = store.read().revision();

        store.remove(Scope.PROVIDER, "anthropic");

        assertThat(store.read().revision()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mode = 'mad'", "mode = ''", "since = 'monday'", "until = 'soon'", "until = 17"})
    void countsARowThatMakesNoSenseAsOn(String nonsense) {
        SwitchStore store = open(() -> 0);
        store.put(THROWN);
        SqliteDatabase database = databases.control(folder);

        database.write(connection -> Sql.update(connection, "UPDATE switches SET " + nonsense));

        StoredSwitches stored = store.read();
        assertThat(stored.unreadable()).containsExactly("provider/anthropic");
        assertThat(stored.switches()).singleElement().satisfies(each -> {
            assertThat(each.path()).isEqualTo("provider/anthropic");
            assertThat(each.holds(Instant.MAX)).isTrue();
        });
    }

    @Test
    void namesARowThatCouldSwitchOffNothing() {
        SwitchStore store = open(() -> 0);
        store.put(THROWN);
        SqliteDatabase database = databases.control(folder);

        database.write(connection -> Sql.update(
                connection, "INSERT INTO switches VALUES ('planet', 'mars', 'x', 'cut', 'ops', '2026', NULL)"));

        assertThat(store.read().unreadable()).containsExactly("planet/mars");
        assertThat(store.read().switches()).containsExactly(THROWN);
    }
}
