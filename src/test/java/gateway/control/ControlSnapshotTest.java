package gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.control.Administrator.Role;
import gateway.model.Registry;
import gateway.model.Residency;
import gateway.model.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The snapshot in use changes as a whole, and forward only. */
class ControlSnapshotTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Tenant ACME = new Tenant("acme", "k1", Residency.EU);
    private static final String KEY = "sk-serai-k1-secret";

    @Test
    void findsATenantByItsKey() {
        ControlSnapshot snapshot = new ControlSnapshot(data(1, null), () -> NOW);

        assertThat(snapshot.find(KEY)).isEqualTo(ACME);
        assertThat(snapshot.find(KEY + "x")).isNull();
        assertThat(snapshot.find("")).isNull();
    }

    @Test
    void endsAKeyAtItsTime() {
        ControlSnapshot before = new ControlSnapshot(data(1, NOW.plusMillis(1)), () -> NOW);
        ControlSnapshot after = new ControlSnapshot(data(1, NOW), () -> NOW);

        assertThat(before.find(KEY)).isEqualTo(ACME);
        assertThat(before.administrator("admin-key")).isNotNull();
        assertThat(after.find(KEY)).isNull();
        assertThat(after.administrator("admin-key")).isNull();
    }

    @Test
    void takesWhatIsAsNewOrNewer() {
        ControlSnapshot snapshot = new ControlSnapshot(data(5, null), () -> NOW);

        assertThat(snapshot.take(data(4, null))).isFalse();
        assertThat(snapshot.data().revision()).isEqualTo(5);
        assertThat(snapshot.take(data(5, null))).isTrue();
        assertThat(snapshot.take(data(6, null))).isTrue();
        assertThat(snapshot.data().revision()).isEqualTo(6);
    }

    @Test
    void remembersWhenAStoreConfirmedIt() {
        Instant[] clock = {NOW};
        ControlSnapshot snapshot = new ControlSnapshot(data(5, null), () -> clock[0]);

        clock[0] = NOW.plusSeconds(60);
        snapshot.take(data(5, null));

        assertThat(snapshot.loaded().at()).isEqualTo(NOW.plusSeconds(60));
    }

    private static ControlData data(long revision, @Nullable Instant until) {
        return new ControlData(
                Documents.NONE.with(revision, List.of()),
                Registry.of(revision, List.of(), Map.of()),
                Map.of(KeyHash.of(KEY), new ApiKey(ACME, until)),
                Map.of(KeyHash.of("admin-key"), new Administrator("ann", Role.VIEWER, until)));
    }
}
