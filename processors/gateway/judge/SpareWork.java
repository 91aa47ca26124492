package gateway.judge;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** Work that no client waits for: bounded, so that it never crowds out what clients wait for. Thread-safe. */
public final class SpareWork {
    private final Executor blocking;
    private final Semaphore places;
    private final int most;

    /**
     * Takes what runs it.
     *
     * @param blocking runs each piece, which may block
     * @param most pieces under way at once
     */
    public SpareWork(Executor blocking, int most) {
        this.blocking = blocking;
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

    /** How many pieces are under way. */
    public int underWay() {
        return most - places.availablePermits();
    }
}
