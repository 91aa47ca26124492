package gateway.refresh;

import gateway.Stage;
import gateway.control.ControlData;
import gateway.control.ControlSnapshot;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Puts checked control data in place of the snapshot in use, once new deployments can be called. */
public final class SwapRegistry implements Stage<ControlData, ControlData> {
    private final ControlSnapshot snapshot;
    private final DeploymentPlaces places;
    private final RefreshLog log;
    private final BooleanSupplier live;
    private final Consumer<ControlData> changed;

    /**
     * Takes what it changes.
     *
     * @param snapshot in use
     * @param places of deployments
     * @param log is told of the success
     * @param live false while the warm-up uses the snapshot, which is then left alone
     * @param changed is given what has come into use
     */
    public SwapRegistry(
            ControlSnapshot snapshot,
            DeploymentPlaces places,
            RefreshLog log,
            BooleanSupplier live,
            Consumer<ControlData> changed) {
        this.snapshot = snapshot;
        this.places = places;
        this.log = log;
        this.live = live;
        this.changed = changed;
    }

    @Override
    public ControlData apply(ControlData next) {
        if (!live.getAsBoolean()) {
            return next;
        }
        places.prepare(next.registry());
        if (snapshot.take(next)) {
            places.retire(next.registry());
            changed.accept(next);
        }
        log.succeeded(RefreshLog.Source.REGISTRY);
        return next;
    }
}
