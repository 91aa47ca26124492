package gateway.usage;

import gateway.Turns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a {@link UsageCounter} has counted: once a second, on one thread, behind the calls' backs. A batch that
 * the store does not take is tried again as the same batch until it is taken, while the counter goes on.
 */
public final class UsageWriter implements AutoCloseable {
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final UsageCounter counter;
    private final UsageStore store;
    private final String name;
    private final UsageListener listener;
    private final Turns turns = new Turns("usage", BEAT, this::turn);
    private final AtomicReference<@Nullable UsageBatch> pending = new AtomicReference<>();
    private long number;
    private int failures;

    /**
     * Makes a writer that does not write yet.
     *
     * @param counter what is to be written
     * @param store where it is summed up
     * @param name as no other writer was ever called, up to 36 characters
     * @param listener is told what goes wrong
     */
    public UsageWriter(UsageCounter counter, UsageStore store, String name, UsageListener listener) {
        this.counter = counter;
        this.store = store;
        this.name = name;
        this.listener = listener;
    }

    /** Begins to write. */
    public void start() {
        turns.start();
    }

    /** Writes what still waits, for five seconds at most; what is left then is lost. */
    @Override
    public void close() {
        close(PATIENCE);
    }

    void close(Duration patience) {
        turns.close(patience);
        List<UsageRow> left = new ArrayList<>(counter.take(Integer.MAX_VALUE));
        UsageBatch batch = pending.get();
        if (batch != null) {
            left.addAll(batch.rows());
        }
        if (!left.isEmpty()) {
            listener.lost(left.stream().map(UsageRow::amounts).reduce(Amounts.NONE, Amounts::plus));
        }
    }

    /**
     * Writes one batch: the one that could not be written, or else the next one.
     *
     * @return whether there may be more to write
     */
    boolean turn() {
        UsageBatch again = pending.get();
        UsageBatch batch = again == null ? next() : again;
        if (batch == null) {
            return false;
        }
        pending.set(batch);
        try {
            store.add(batch);
        } catch (RuntimeException e) {
            // whatever it is, what was used is not to be lost with it
            failures++;
            listener.failed(e, failures);
            return false;
        }
        pending.set(null);
        failures = 0;
        return again != null || batch.rows().size() == UsageBatch.MOST;
    }

    private @Nullable UsageBatch next() {
        List<UsageRow> rows = counter.take(UsageBatch.MOST);
        if (rows.isEmpty()) {
            return null;
        }
        number++;
        return new UsageBatch(name, number, rows);
    }
}
