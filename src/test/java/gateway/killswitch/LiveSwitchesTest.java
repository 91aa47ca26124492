package gateway.killswitch;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.killswitch.Switch.Mode;
import gateway.killswitch.Switch.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of two readings of a store the later one holds. */
class LiveSwitchesTest {
    private static final Switch ACME = new Switch(Scope.PROVIDER, "acme", "x", Mode.DRAIN, "ann", Instant.EPOCH, null);

    @Test
    void holdsWhatWasReadLast() {
        LiveSwitches switches = new LiveSwitches();

        switches.take(read(1, 0, ACME));

        assertThat(switches.current().byPath()).containsEntry("provider/acme", ACME);
    }

    @Test
    void ignoresAReadingThatBeganEarlier() {
        LiveSwitches switches = new LiveSwitches();
        switches.take(read(2, 0, ACME));

        boolean taken = switches.take(read(1, 0));

        assertThat(taken).isFalse();
        assertThat(switches.current().byPath()).hasSize(1);
    }

    @Test
    void takesTheStoresRevisionWhereThereIsOne() {
        LiveSwitches switches = new LiveSwitches();

        switches.take(read(1, 7, ACME));

        assertThat(switches.current().revision()).isEqualTo(7);
    }

    @Test
    void countsChangesWhereTheStoreCountsNone() {
        LiveSwitches switches = new LiveSwitches();

        switches.take(read(1, 0, ACME));
        switches.take(read(2, 0, ACME));
        switches.take(read(3, 0));

        assertThat(switches.current().revision()).isEqualTo(2);
    }

    @Test
    void tellsOfChangesOnly() {
        LiveSwitches switches = new LiveSwitches();
        List<Switches> told = new ArrayList<>();
        switches.onChange(told::add);

        switches.take(read(1, 0));
        switches.take(read(2, 0, ACME));
        switches.take(read(3, 0, ACME));

        assertThat(told).hasSize(1);
    }

    private static StoredSwitches read(long nanos, long revision, Switch... thrown) {
        return new StoredSwitches(nanos, revision, 1, List.of(thrown), List.of());
    }
}
