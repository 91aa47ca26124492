package gateway.judge;

import gateway.model.Call;
import gateway.model.Redacted;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Work that no client waits for: bounded, so that it never crowds out what clients wait for. Thread-safe. */
public final class SpareWork {
    private final Executor blocking;
    private final Semaphore places;
    private final int most;
    private final Function<@Nullable Redacted, Runnable> hold;

    /** Work that does not outlive the call for which it is done. */
    public SpareWork(Executor blocking, int most) {
        this(blocking, most, key -> () -> {});
    }

    /**
     * Takes what runs it.
     *
     * @param blocking runs each piece, which may block
     * @param most pieces under way at once
     * @param hold keeps the credential of a call valid until it is let go, where it would end with the call
     */
    public SpareWork(Executor blocking, int most, Function<@Nullable Redacted, Runnable> hold) {
        this.blocking = blocking;
        this.hold = hold;
        this.places = new Semaphore(most);
        this.most = most;
    }

    /** Begins a piece of work; false if too much is under way, and it will not be done. */
    public boolean offer(Runnable work) {
        if (!places.tryAcquire()) {
            return false;
        }
        blocking.execute(() -> {
            try {
                work.run();
            } finally {
                places.release();
            }
        });
        return true;
    }

    /** The same for work on behalf of a call, which may be over before. */
    public boolean offer(Call call, Runnable piece) {
        Runnable letGo = hold.apply(call.key());
        boolean begun = offer(() -> {
            try {
                piece.run();
            } finally {
                letGo.run();
            }
        });
        if (!begun) {
            letGo.run();
        }
        return begun;
    }

    /** How many pieces are under way. */
    public int underWay() {
        return most - places.availablePermits();
    }
}
