package gateway.refresh;

import gateway.Stage;
import gateway.control.ControlData;
import gateway.control.ControlSnapshot;
import java.util.function.BooleanSupplier;

/** Puts checked control data in place of the snapshot in use, once new deployments can be called. */
public final class SwapRegistry implements Stage<ControlData, ControlData> {
    private final ControlSnapshot snapshot;
    private final DeploymentPlaces places;
    private final RefreshLog log;
    private final BooleanSupplier live;

    /**
     * Takes what it changes.
     *
     * @param snapshot in use
     * @param places of deployments
     * @param log is told of the success
     * @param live false while the warm-up uses the snapshot, which is then left alone
     */
    public SwapRegistry(ControlSnapshot snapshot, DeploymentPlaces places, RefreshLog log, BooleanSupplier live) {
        this.snapshot = snapshot;
        this.places = places;
        this.log = log;
        this.live = live;
    }

    @Override
    public ControlData apply(ControlData next) {
        if (!live.getAsBoolean()) {
            return next;
        }
        places.prepare(next.registry());
        if (snapshot.take(next)) {
            places.retire(next.registry());
        }
        log.succeeded(RefreshLog.Source.REGISTRY);
        return next;
    }
}
