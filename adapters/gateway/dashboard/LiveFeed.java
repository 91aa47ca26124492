package gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.api.Faults;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a snapshot once a second and hands it to all who look, as the same bytes. While nobody looks, the meters are
 * read every 10 seconds, so that the minute before is known to whoever comes. Thread-safe.
 */
public final class LiveFeed implements AutoCloseable {
    /** Viewers at once; each holds a connection of the management port. */
    static final int MOST = 20;

    private static final int MEANWHILE_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);

    private final Supplier<JsonNode> snapshots;
    private final Runnable meanwhile;
    private final Set<LiveStream> viewers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live").factory());
    private final AtomicReference<@Nullable Future<?>> ticking = new AtomicReference<>();
    private final AtomicReference<@Nullable Future<?>> keeping = new AtomicReference<>();

    /**
     * Begins with nobody.
     *
     * @param snapshots may block; is asked by one thread
     * @param meanwhile is run by the same thread now and then while nobody looks
     */
    public LiveFeed(Supplier<JsonNode> snapshots, Runnable meanwhile) {
        this.snapshots = snapshots;
        this.meanwhile = meanwhile;
    }

    /** Begins to keep what whoever comes is to be told. */
    public void start() {
        keeping.set(thread.scheduleAtFixedRate(this::keep, 0, MEANWHILE_SECONDS, TimeUnit.SECONDS));
    }

    private void keep() {
        if (viewers.isEmpty()) {
            try {
                meanwhile.run();
            } catch (RuntimeException e) {
                LOG.warn("the live figures could not be read: {}", Faults.describe(e));
            }
        }
    }

    /** Whether no further viewer has a place. */
    boolean isFull() {
        return viewers.size() >= MOST;
    }

    void add(LiveStream viewer) {
        viewers.add(viewer);
        Future<?> next = ticking.get();
        if (next == null || next.isDone()) {
            Future<?> begun = thread.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.SECONDS);
            if (!ticking.compareAndSet(next, begun)) {
                begun.cancel(false);
            }
        }
    }

    void remove(LiveStream viewer) {
        viewers.remove(viewer);
    }

    private void tick() {
        if (viewers.isEmpty()) {
            Future<?> running = ticking.getAndSet(null);
            if (running != null) {
                running.cancel(false);
            }
            // somebody may have come before that
            viewers.stream().findAny().ifPresent(this::add);
            return;
        }
        try {
            byte[] bytes = ("retry: 1000\ndata: " + snapshots.get() + "\n\n").getBytes(StandardCharsets.UTF_8);
            ByteBuffer frame = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
            viewers.forEach(viewer -> viewer.show(frame));
        } catch (RuntimeException e) {
            LOG.warn("the live figures could not be read: {}", Faults.describe(e));
        }
    }

    @Override
    public void close() {
        Future<?> kept = keeping.get();
        if (kept != null) {
            kept.cancel(false);
        }
        thread.shutdownNow();
    }
}
