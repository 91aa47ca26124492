package gateway.quota;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The leases of this replica, by whose counters they are of, and the thread that looks after them. Thread-safe. */
public final class QuotaBooks implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(250);

    private final Ledger ledger;
    private final String replica;
    private final QuotaTimes times;
    private final long creditMicroUsd;
    private final InstantSource clock;
    private final QuotaListener listener;
    private final Map<String, LeaseBook> books = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Begins without leases.
     *
     * @param replica this process's name in the ledger, never used before
     * @param creditMicroUsd what this replica may spend of each budget while the ledger cannot be reached
     * @param beside what else is to be done from time to time
     */
    public QuotaBooks(
            Ledger ledger,
            String replica,
            QuotaTimes times,
            long creditMicroUsd,
            InstantSource clock,
            QuotaListener listener,
            Runnable beside) {
        this.ledger = ledger;
        this.replica = replica;
        this.times = times;
        this.creditMicroUsd = creditMicroUsd;
        this.clock = clock;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("quota").daemon().unstarted(() -> run(beside));
    }

    /** Begins to look after the leases. */
    public void start() {
        thread.start();
    }

    /** Gives back all that no call uses. Once no call is under way any more. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (thread.isAlive()) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        each(LeaseBook::close);
    }

    LeaseBook of(String owner) {
        return books.computeIfAbsent(
                owner, name -> new LeaseBook(ledger, replica, times, creditMicroUsd, clock, listener));
    }

    /** Looks after all leases once. */
    void beat(double seconds) {
        each(book -> book.beat(seconds));
    }

    private interface Step {
        void with(LeaseBook book);
    }

    private void run(Runnable beside) {
        long before = clock.millis();
        try {
            while (!closing.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                long now = clock.millis();
                beat(Math.max(1, now - before) / 1_000.0);
                before = now;
                beside.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One owner's ledger calls do not wait for another's. */
    private void each(Step step) {
        if (books.size() <= 1) {
            books.values().forEach(step::with);
            return;
        }
        try (ExecutorService parallel = Executors.newVirtualThreadPerTaskExecutor()) {
            for (LeaseBook book : books.values()) {
                Future<?> _ = parallel.submit(() -> step.with(book));
            }
        }
    }
}
