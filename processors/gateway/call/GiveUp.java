package gateway.call;

import gateway.model.Cancellation;
import java.util.ArrayList;
import java.util.List;

/** Ends the search for a successor, when nobody waits for one any more. Thread-safe. */
final class GiveUp implements Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private boolean given;

    @Override
    public synchronized boolean isCancelled() {
        return given;
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (!given) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    void now() {
        List<Runnable> all;
        synchronized (this) {
            given = true;
            all = List.copyOf(actions);
            actions.clear();
        }
        all.forEach(Runnable::run);
    }
}
