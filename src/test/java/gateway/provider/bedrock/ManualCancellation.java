package gateway.provider.bedrock;

import gateway.model.Cancellation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client that leaves when a test says so. */
final class ManualCancellation implements Cancellation {
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private volatile boolean left;

    @Override
    public boolean isCancelled() {
        return left;
    }

    @Override
    public void onCancel(Runnable action) {
        actions.add(action);
        if (left) {
            action.run();
        }
    }

    /** The client leaves. */
    void leave() {
        left = true;
        actions.forEach(Runnable::run);
    }
}
