package gateway.quota;

import gateway.Turns;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The leases of this replica, by whose counters they are of, and the thread that looks after them. Thread-safe. */
public final class QuotaBooks implements AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final String replica;
    private final QuotaTimes times;
    private final long creditMicroUsd;
    private final InstantSource clock;
    private final QuotaListener listener;
    private final Map<String, LeaseBook> books = new ConcurrentHashMap<>();
    private final Turns turns;
    private long before;

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
        this.turns = new Turns("quota", BEAT, () -> turn(beside));
    }

    /** Begins to look after the leases. */
    public void start() {
        before = clock.millis();
        turns.start();
    }

    /** Gives back all that no call uses. Once no call is under way any more. */
    @Override
    public void close() {
        turns.close(PATIENCE);
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

    private boolean turn(Runnable beside) {
        long now = clock.millis();
        beat(Math.max(1, now - before) / 1_000.0);
        before = now;
        beside.run();
        return false;
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
