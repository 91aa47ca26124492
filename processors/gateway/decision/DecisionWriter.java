package gateway.decision;

import gateway.Ticker;
import gateway.Turns;
import gateway.admission.ModelRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what a {@link DecisionRecorder} has taken down: in batches, on one thread, behind the calls' backs. What
 * a store refuses again and again is lost.
 */
public final class DecisionWriter implements AutoCloseable {
    /** At most so many records are written at once. */
    static final int BATCH = 500;

    /** How long records may wait to become a batch. */
    private static final Duration BEAT = Duration.ofMillis(200);

    private static final Duration EXPIRY = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Between one attempt to write a batch and the next. */
    static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMillis(1_600), Duration.ofMillis(6_400));

    private final DecisionRecorder recorder;
    private final DecisionStore store;
    private final DecisionJson json;
    private final Duration kept;
    private final InstantSource clock;
    private final Ticker ticker;
    private final LossListener losses;
    private final Turns turns = new Turns("decisions", BEAT, () -> turn() == BATCH);
    private final Pause pause;
    private long expiredNanos;

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /**
     * Makes a writer that does not write yet.
     *
     * @param recorder what is to be written
     * @param store where records are kept
     * @param models tell the name of a model from what else a client may send in its place
     * @param kept how long records are kept
     * @param clock tells which are too old
     * @param ticker tells when to look for them
     * @param losses is told of records that the store does not take
     */
    public DecisionWriter(
            DecisionRecorder recorder,
            DecisionStore store,
            ModelRegistry models,
            Duration kept,
            InstantSource clock,
            Ticker ticker,
            LossListener losses) {
        this(recorder, store, models, kept, clock, ticker, losses, null);
    }

    DecisionWriter(
            DecisionRecorder recorder,
            DecisionStore store,
            ModelRegistry models,
            Duration kept,
            InstantSource clock,
            Ticker ticker,
            LossListener losses,
            @Nullable Pause pause) {
        this.recorder = recorder;
        this.store = store;
        this.json = new DecisionJson(models);
        this.kept = kept;
        this.clock = clock;
        this.ticker = ticker;
        this.losses = losses;
        this.pause = pause == null ? turns::pause : pause;
        this.expiredNanos = ticker.nanos() - EXPIRY.toNanos();
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
        int left = recorder.take(Integer.MAX_VALUE).size();
        if (left > 0) {
            losses.lost(left, null);
        }
    }

    /**
     * Writes one batch and forgets what is too old.
     *
     * @return how many records were in the batch
     */
    int turn() throws InterruptedException {
        List<CallFacts> facts = recorder.take(BATCH);
        if (!facts.isEmpty()) {
            write(facts);
        }
        if (ticker.nanos() - expiredNanos >= EXPIRY.toNanos()) {
            expiredNanos = ticker.nanos();
            expire();
        }
        return facts.size();
    }

    /** One record a call, also if its answer could not be written after it had been counted as answered. */
    private void write(List<CallFacts> facts) throws InterruptedException {
        Map<String, StoredDecision> byId = new LinkedHashMap<>();
        facts.forEach(each -> byId.putIfAbsent(each.id(), json.write(each)));
        List<StoredDecision> batch = List.copyOf(byId.values());
        for (Duration next : PAUSES) {
            if (append(batch) == null) {
                return;
            }
            try {
                pause.of(next);
            } catch (InterruptedException e) {
                losses.lost(batch.size(), null);
                throw e;
            }
        }
        RuntimeException failed = append(batch);
        if (failed != null) {
            losses.lost(batch.size(), failed);
        }
    }

    /** Writes a batch, and gives back what went wrong: whatever it is, later batches are not to be lost with it. */
    private @Nullable RuntimeException append(List<StoredDecision> batch) {
        try {
            store.append(batch);
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** What is not forgotten now is forgotten in an hour. */
    private void expire() {
        try {
            store.expire(clock.instant().minus(kept));
        } catch (RuntimeException e) {
            losses.lost(0, e);
        }
    }
}
