package gateway.refresh;

import gateway.Stage;
import gateway.control.ControlSnapshot;
import gateway.killswitch.LiveSwitches;
import gateway.killswitch.StoredSwitches;
import java.util.function.BooleanSupplier;

/** Puts the switches that a store holds in place of those in use, and tells whether the registry has changed too. */
public final class SwapSwitches implements Stage<StoredSwitches, SwapSwitches.Seen> {
    private final LiveSwitches switches;
    private final ControlSnapshot snapshot;
    private final RefreshLog log;
    private final BooleanSupplier live;

    /**
     * Takes what it changes.
     *
     * @param switches in use
     * @param snapshot tells the registry's revision in use
     * @param log is told of the success, and of switches that make no sense
     * @param live false while the warm-up uses the switches, which are then left alone
     */
    public SwapSwitches(LiveSwitches switches, ControlSnapshot snapshot, RefreshLog log, BooleanSupplier live) {
        this.switches = switches;
        this.snapshot = snapshot;
        this.log = log;
        this.live = live;
    }

    /**
     * What a poll has shown.
     *
     * @param stale whether the store's registry is another than the one in use
     */
    public record Seen(boolean stale) {
        /** The same, by the name that routes use. */
        public boolean isRegistryStale() {
            return stale;
        }
    }

    @Override
    public Seen apply(StoredSwitches stored) {
        if (!live.getAsBoolean()) {
            return new Seen(false);
        }
        switches.take(stored);
        log.unreadable(stored.unreadable());
        log.succeeded(RefreshLog.Source.SWITCHES);
        return new Seen(stored.registryRevision() != snapshot.data().revision());
    }
}
