package gateway.local;

import gateway.Ticker;
import gateway.control.StoreException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The one platform thread that touches a SQLite file. Threads that wait inside SQLite cannot leave their carrier, and
 * two of them froze all virtual threads of two cores for seconds; here they wait for a future instead. While another
 * process holds the lock, a task is tried again and again, and others go ahead of it. Thread-safe.
 */
final class SqliteThread implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final ScheduledExecutorService thread;
    private final Ticker ticker;
    private final Duration patience;

    /**
     * Starts the thread.
     *
     * @param patience how long a task is tried while another process holds the lock
     */
    SqliteThread(String name, Ticker ticker, Duration patience) {
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
        this.ticker = ticker;
        this.patience = patience;
    }

    /**
     * Has a task done and waits for it.
     *
     * @param problem what to say when it cannot be done
     */
    <T> T call(String problem, Callable<T> task) {
        long begun = ticker.nanos();
        Duration pause = Duration.ZERO;
        while (true) {
            Throwable failure;
            Future<T> result = submit(problem, task, pause);
            try {
                return result.get();
            } catch (InterruptedException e) {
                result.cancel(false);
                Thread.currentThread().interrupt();
                throw new StoreException(problem + ": nobody waits for it any more", e);
            } catch (ExecutionException e) {
                failure = e.getCause() == null ? e : e.getCause();
            }
            if (!SqliteFaults.isBusy(failure) || ticker.nanos() - begun >= patience.toNanos()) {
                throw SqliteFaults.because(problem, failure);
            }
            pause = PAUSE;
        }
    }

    /** Whether it takes no more tasks. */
    boolean isClosed() {
        return thread.isShutdown();
    }

    /** Lets the tasks that wait be done, and takes no more. */
    @Override
    public void close() {
        thread.close();
    }

    private <T> Future<T> submit(String problem, Callable<T> task, Duration pause) {
        try {
            return thread.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new StoreException(problem + ": it is closed", e);
        }
    }
}
