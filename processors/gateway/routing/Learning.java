package gateway.routing;

import gateway.Ticker;
import gateway.Turns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Learns on a thread of its own, and exchanges what was learnt with the other replicas through a store. While the store
 * is down, it learns on. Thread-safe.
 */
public final class Learning implements Learner, AutoCloseable {
    private static final Duration BEAT = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 500;

    private final Experience experience;
    private final SumStore store;
    private final String writer;
    private final Duration sync;
    private final int capacity;
    private final Ticker ticker;
    private final RoutingListener listener;
    private final Queue<Lesson> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Turns turns = new Turns("router", BEAT, this::turn);
    private @Nullable SumBatch unsent;
    private long batches;
    private long exchangedNanos;
    private boolean begun;

    /**
     * Makes one that does not learn yet.
     *
     * @param writer names this process in the store, another one after each start
     * @param sync how often replicas exchange what they have learnt
     * @param capacity lessons that may wait
     */
    public Learning(
            Experience experience,
            SumStore store,
            String writer,
            Duration sync,
            int capacity,
            Ticker ticker,
            RoutingListener listener) {
        this.experience = experience;
        this.store = store;
        this.writer = writer;
        this.sync = sync;
        this.capacity = capacity;
        this.ticker = ticker;
        this.listener = listener;
    }

    /** Begins to learn. */
    public void start() {
        turns.start();
    }

    @Override
    public void learn(Lesson lesson) {
        if (waiting.incrementAndGet() > capacity) {
            waiting.decrementAndGet();
            listener.lost(1);
        } else {
            queue.add(lesson);
        }
    }

    /** Lessons that wait. */
    public int waiting() {
        return waiting.get();
    }

    /** Learns what still waits, and exchanges it once more, for five seconds at most. */
    @Override
    public void close() {
        turns.close(PATIENCE);
        turn();
        exchange();
    }

    /** Learns some, and exchanges when it is time; whether more waits. */
    boolean turn() {
        List<Lesson> lessons = new ArrayList<>();
        while (lessons.size() < AT_ONCE) {
            Lesson next = queue.poll();
            if (next == null) {
                break;
            }
            lessons.add(next);
        }
        waiting.addAndGet(-lessons.size());
        for (Lesson lesson : lessons) {
            boolean asked = lesson.context().size() > 0;
            if (asked && !experience.learn(lesson)) {
                listener.lost(1);
            }
        }
        if (!begun || ticker.nanos() - exchangedNanos >= sync.toNanos()) {
            begun = true;
            exchangedNanos = ticker.nanos();
            exchange();
        }
        return lessons.size() == AT_ONCE;
    }

    /** Gives what was learnt here, and takes what all have learnt: also where the first fails, as that may mend it. */
    void exchange() {
        boolean given = succeeds(this::give);
        boolean taken = succeeds(this::take);
        if (given && taken) {
            listener.exchanged();
        }
    }

    /** A batch whose answer was lost is sent again as it was, so that the store can tell. */
    private void give() {
        SumBatch batch = unsent;
        if (batch == null) {
            Map<String, Sums> deltas = experience.send();
            batch = deltas.isEmpty() ? null : new SumBatch(writer, ++batches, deltas);
            unsent = batch;
        }
        if (batch != null) {
            store.add(batch);
            experience.sent();
            unsent = null;
        }
    }

    /** What is damaged is forgotten, since nothing can be added to it. */
    private void take() {
        Kept kept = experience.take(store.load());
        kept.damaged().forEach(listener::damaged);
        List<String> unused = new ArrayList<>(kept.outdated());
        unused.addAll(kept.damaged());
        if (!unused.isEmpty()) {
            store.forget(unused);
        }
    }

    private boolean succeeds(Runnable half) {
        try {
            half.run();
            return true;
        } catch (RuntimeException e) {
            listener.failed(e);
            return false;
        }
    }
}
