package gateway.local;

import gateway.Ticker;
import gateway.control.StoreException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
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
        CompletableFuture<T> result = new CompletableFuture<>();
        long begun = ticker.nanos();
        submit(problem, () -> attempt(task, result, begun), Duration.ZERO);
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw new StoreException(problem + ": nobody waits for it any more", e);
        } catch (ExecutionException e) {
            throw SqliteFaults.because(problem, e.getCause() == null ? e : e.getCause());
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

    /**
     * Tries a task. The next try is this thread's own affair: a virtual thread that had to ask for it would wait for a
     * carrier each time, and get the lock too seldom while others are busy.
     */
    private <T> void attempt(Callable<T> task, CompletableFuture<T> result, long begun) {
        if (result.isDone()) {
            return;
        }
        try {
            result.complete(task.call());
        } catch (Throwable e) {
            if (!SqliteFaults.isBusy(e) || ticker.nanos() - begun >= patience.toNanos()) {
                result.completeExceptionally(e);
                return;
            }
            try {
                submit("", () -> attempt(task, result, begun), PAUSE);
            } catch (StoreException closed) {
                result.completeExceptionally(e);
            }
        }
    }

    private void submit(String problem, Runnable attempt, Duration pause) {
        try {
            ScheduledFuture<?> _ = thread.schedule(attempt, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new StoreException(problem + ": it is closed", e);
        }
    }
}
