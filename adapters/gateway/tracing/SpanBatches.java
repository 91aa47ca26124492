package gateway.tracing;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps spans until there are many of them, or they have waited for long, and has them written and sent by a thread of
 * its own, one request at a time. A call's thread does as little as can be: code that runs for one call in ten is never
 * in the processor's caches, and costs thrice as much there as in a loop over many calls. What finds no room is
 * dropped, and the log tells. Thread-safe.
 */
final class SpanBatches implements Consumer<List<CallSpan>>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpanBatches.class);
    private static final Duration LAST = Duration.ofSeconds(5);
    /** Spans that are sent at once; some 140 bytes each. */
    private static final int ENOUGH = 2_048;
    /** Spans that wait while a collector is slow or away; some 200 bytes each. */
    private static final int MOST = 16_384;

    private final SpanWriter writer = new SpanWriter();
    private final Sender sender;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("spans").daemon().factory());
    private Batch batch = new Batch();
    private boolean closed;

    /**
     * Starts.
     *
     * @param longestWait of a span, where they are few
     */
    SpanBatches(Sender sender, Duration longestWait) {
        this.sender = sender;
        ScheduledFuture<?> _ = thread.scheduleWithFixedDelay(
                this::send, longestWait.toNanos(), longestWait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Sends spans, and waits for the answer. */
    interface Sender {
        /**
         * Sends. What goes wrong is the sender's to tell.
         *
         * @param spans as fields of OTLP's {@code ScopeSpans}, which hold until this returns
         * @param count how many they are
         */
        void send(ByteArrayOutputStream spans, int count);
    }

    /** Spans that are sent together. */
    private static final class Batch {
        private final List<List<CallSpan>> spans = new ArrayList<>();
        private int count;
        private long dropped;
        private boolean called;
    }

    @Override
    public void accept(List<CallSpan> spans) {
        synchronized (this) {
            if (closed || batch.count >= MOST) {
                batch.dropped += spans.size();
                return;
            }
            batch.spans.add(spans);
            batch.count += spans.size();
            if (!batch.called && batch.count >= ENOUGH) {
                batch.called = true;
                thread.execute(this::send);
            }
        }
    }

    private void send() {
        Batch full;
        synchronized (this) {
            full = batch;
            batch = new Batch();
        }
        if (full.dropped > 0) {
            LOG.warn("{} spans were dropped, since the collector of traces is slow or away", full.dropped);
        }
        if (full.count == 0) {
            return;
        }
        try {
            sender.send(writer.write(full.spans), full.count);
        } catch (RuntimeException e) {
            LOG.error(
                    "{} spans could not be written or sent: {}",
                    full.count,
                    e.getClass().getName());
        }
    }

    /** Sends what is left; waits for five seconds at most. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            thread.execute(this::send);
            thread.shutdown();
        }
        try {
            if (!thread.awaitTermination(LAST.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("the last spans were not sent, since the collector of traces is slow or away");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
