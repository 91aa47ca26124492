package gateway.killswitch;

import gateway.model.Deployment;
import gateway.model.Plan;

/** A call that a kill switch can end. */
interface Cuttable {
    /** What was planned. */
    Plan plan();

    /** Who was called. */
    Deployment deployment();

    /** Ends it, unless it has ended. Can be called on any thread. */
    void cut(Switch by);
}
