package gateway.cache;

import gateway.metering.EndListener;
import gateway.metering.Ended;
import gateway.model.Keeper;

/** Keeps the answers of calls whose callers were given all of them: none that was cut, failed, filtered or blocked. */
public final class KeepAtEnd implements EndListener {
    @Override
    public void ended(Ended end) {
        Keeper keeper = KeepAnswer.keeper(end.outcome().decision().plan().recall());
        if (keeper != null
                && end.exit() == Ended.Exit.COMPLETE
                && Cacheable.isDone(end.form().finish())) {
            keeper.keep();
        }
    }
}
