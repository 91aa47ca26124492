package gateway.killswitch;

import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Plan;
import org.jspecify.annotations.Nullable;

/** A call that a kill switch, or the end of the process, can end. */
interface Cuttable {
    /** What was planned. */
    Plan plan();

    /** Who was called. */
    Deployment deployment();

    /**
     * Ends it, unless it has ended. Can be called on any thread.
     *
     * @param cause {@link Failure#SWITCHED_OFF} or {@link Failure#SHUTTING_DOWN}
     * @param by the switch; null if it was none
     */
    void cut(Failure cause, @Nullable Switch by);
}
