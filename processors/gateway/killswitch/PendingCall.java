package gateway.killswitch;

import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Plan;
import gateway.model.Request;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for its provider. It is given up when the client leaves, or when a kill switch or the end of the
 * process cuts it; once it has its answer, the client alone can give it up. Thread-safe.
 */
public final class PendingCall implements Cancellation, Cuttable, AutoCloseable {
    private final ActiveCalls calls;
    private final Plan plan;
    private final Deployment deployment;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();

    private enum State {
        WAITING,
        ANSWERED,
        CUT,
        STOPPED
    }

    PendingCall(ActiveCalls calls, Plan plan, Deployment deployment) {
        this.calls = calls;
        this.plan = plan;
        this.deployment = deployment;
    }

    /** The request as a provider is to be given it: a cut looks to it as if the client had left. Called once. */
    public Request request() {
        Call call = plan.request().call();
        call.cancellation().onCancel(this::giveUp);
        return plan.request().with(call.with(this));
    }

    /**
     * Tells that the answer is there.
     *
     * @return false if the call was cut before
     */
    public boolean answered() {
        return state.compareAndSet(State.WAITING, State.ANSWERED);
    }

    /** Why the call was cut; null if it was not. */
    public @Nullable Failure cut() {
        return switch (state.get()) {
            case CUT -> Failure.SWITCHED_OFF;
            case STOPPED -> Failure.SHUTTING_DOWN;
            case WAITING, ANSWERED -> null;
        };
    }

    @Override
    public boolean isCancelled() {
        return cut() != null || plan.request().call().cancellation().isCancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        actions.add(action);
        if (isCancelled()) {
            giveUp();
        }
    }

    @Override
    public Plan plan() {
        return plan;
    }

    @Override
    public Deployment deployment() {
        return deployment;
    }

    @Override
    public void cut(Failure cause, @Nullable Switch by) {
        State cut = cause.equals(Failure.SHUTTING_DOWN) ? State.STOPPED : State.CUT;
        if (state.compareAndSet(State.WAITING, cut)) {
            calls.told(by, false);
            plan.request().call().relay().execute(this::giveUp);
        }
    }

    /** It does not wait any more. */
    @Override
    public void close() {
        calls.remove(this);
    }

    private void giveUp() {
        for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
            action.run();
        }
    }
}
