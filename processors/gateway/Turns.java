package gateway;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes turns of a piece of work on a thread of its own, behind the calls' backs, until it is closed. */
public final class Turns {
    private final Duration beat;
    private final Turn turn;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** One piece of the work. */
    @FunctionalInterface
    public interface Turn {
        /**
         * Does it. Must not throw anything else: no turn would follow.
         *
         * @return whether the next turn is due at once
         */
        boolean take() throws InterruptedException;
    }

    /**
     * Makes turns that do not begin yet.
     *
     * @param name of the thread
     * @param beat the pause between one turn and the next
     */
    public Turns(String name, Duration beat, Turn turn) {
        this.beat = beat;
        this.turn = turn;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /**
     * Has a last turn taken, and ends.
     *
     * @param patience how long that is waited for; then it is interrupted
     */
    public void close(Duration patience) {
        closing.countDown();
        try {
            if (thread.isAlive() && !thread.join(patience)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits, but no longer than until the turns are to end. */
    public void pause(Duration time) throws InterruptedException {
        closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run() {
        try {
            boolean last = false;
            while (!last) {
                last = closing.getCount() == 0;
                boolean more;
                do {
                    more = turn.take();
                } while (more);
                pause(beat);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
