package gateway.cache;

import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.model.Keeper;
import gateway.model.Plan;
import gateway.model.RefusedException;
import org.jspecify.annotations.Nullable;

/** Keeps the answers of calls whose callers were given all of them: none that was cut, failed, filtered or blocked. */
public final class KeepAtEnd implements EndListener {
    @Override
    public void ended(Ended end) {
        Keeper keeper = KeepAnswer.keeper(end.outcome().decision().plan().recall());
        if (keeper == null) {
            return;
        }
        if (end.exit() == Ended.Exit.COMPLETE && Cacheable.isDone(end.form().finish())) {
            keeper.keep();
        } else {
            keeper.giveUp();
        }
    }

    /** A request was refused: whoever waits for its answer asks for itself. */
    public static void refused(@Nullable RefusedException cause) {
        Plan plan = cause == null ? null : cause.plan();
        Keeper keeper = plan == null ? null : KeepAnswer.keeper(plan.recall());
        if (keeper != null) {
            keeper.giveUp();
        }
    }
}
