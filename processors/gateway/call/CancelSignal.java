package gateway.call;

import gateway.model.Cancellation;
import java.util.ArrayList;
import java.util.List;

/** Tells once that nobody waits for a call any more. Thread-safe. */
public final class CancelSignal implements Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private volatile boolean cancelled;

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (actions) {
            if (!cancelled) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** Runs what was asked for; does nothing the second time. */
    public void cancel() {
        List<Runnable> all;
        synchronized (actions) {
            cancelled = true;
            all = List.copyOf(actions);
            actions.clear();
        }
        all.forEach(Runnable::run);
    }
}
