package gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.control.Document.Origin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Entries follow the settings until an administrator changes them. */
class SeedingTest {
    private static final String OLD = "{\"context-tokens\":1}";
    private static final String NEW = "{\"context-tokens\":2}";

    @Test
    void addsWhatTheSettingsListAnew() {
        List<Change> changes = Seeding.changes(Documents.NONE, listed(NEW));

        assertThat(changes).containsExactly(new Change(Kind.MODEL, "m", new Document(NEW, Origin.SETTINGS)));
    }

    @Test
    void changesNothingWhereNothingHasChanged() {
        assertThat(Seeding.changes(stored(new Document(NEW, Origin.SETTINGS)), listed(NEW)))
                .isEmpty();
    }

    @Test
    void followsAChangeOfTheSettings() {
        List<Change> changes = Seeding.changes(stored(new Document(OLD, Origin.SETTINGS)), listed(NEW));

        assertThat(changes).containsExactly(new Change(Kind.MODEL, "m", new Document(NEW, Origin.SETTINGS)));
    }

    @Test
    void removesWhatTheSettingsListNoMore() {
        List<Change> changes = Seeding.changes(stored(new Document(OLD, Origin.SETTINGS)), Map.of());

        assertThat(changes).containsExactly(new Change(Kind.MODEL, "m", null));
    }

    @Test
    void leavesWhatAnAdministratorHasChanged() {
        Documents stored = stored(new Document(OLD, Origin.ADMIN));

        assertThat(Seeding.changes(stored, listed(NEW))).isEmpty();
        assertThat(Seeding.changes(stored, Map.of())).isEmpty();
        assertThat(Seeding.hidden(stored, listed(NEW))).containsExactly("model/m");
        assertThat(Seeding.hidden(stored, listed(OLD))).isEmpty();
    }

    @Test
    void leavesOutWhatAnAdministratorHasTakenOut() {
        Documents stored = stored(new Document(null, Origin.ADMIN));

        assertThat(Seeding.changes(stored, listed(NEW))).isEmpty();
        assertThat(Seeding.hidden(stored, listed(NEW))).containsExactly("model/m");
    }

    @Test
    void leavesOutWhatBelongsToAModelThatAnAdministratorHasTakenOut() {
        Map<Kind, Map<String, String>> listed = Map.of(
                Kind.MODEL,
                Map.of("m", NEW),
                Kind.DEPLOYMENT,
                Map.of("place", "{\"model\":\"m\"}"),
                Kind.ALIAS,
                Map.of("name", "\"m\""));

        assertThat(Seeding.changes(stored(new Document(null, Origin.ADMIN)), listed))
                .isEmpty();
        assertThat(Seeding.changes(Documents.NONE, listed)).hasSize(3);
    }

    @Test
    void namesAHiddenKeyByItsIdAndNotByItsHash() {
        String hash = KeyHash.of("sk-serai-demo-test");
        Documents stored =
                Documents.NONE.with(1, List.of(new Change(Kind.KEY, hash, new Document(null, Origin.ADMIN))));
        Map<Kind, Map<String, String>> listed = Map.of(Kind.KEY, Map.of(hash, "{\"id\":\"demo\",\"tenant\":\"demo\"}"));

        assertThat(Seeding.hidden(stored, listed)).containsExactly("key/demo");
    }

    @Test
    void namesWhatIsTakenAway() {
        Documents stored = Documents.NONE.with(
                1,
                List.of(
                        new Change(Kind.MODEL, "m", new Document(OLD, Origin.SETTINGS)),
                        new Change(Kind.KEY, KeyHash.of("x"), new Document("{\"id\":\"demo\"}", Origin.SETTINGS))));

        assertThat(Seeding.removed(stored, Seeding.changes(stored, Map.of())))
                .containsExactlyInAnyOrder("model/m", "key/demo");
        assertThat(Seeding.removed(stored, Seeding.changes(Documents.NONE, listed(NEW))))
                .isEmpty();
    }

    private static Documents stored(Document document) {
        return Documents.NONE.with(1, List.of(new Change(Kind.MODEL, "m", document)));
    }

    private static Map<Kind, Map<String, String>> listed(String json) {
        return Map.of(Kind.MODEL, Map.of("m", json));
    }
}
