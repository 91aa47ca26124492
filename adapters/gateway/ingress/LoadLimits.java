package gateway.ingress;

import gateway.Ticker;
import gateway.model.Refusal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much may be in the gateway at once. Thread-safe.
 *
 * <p>Calls that are being decided need processor time, so a few are enough to keep all processors busy and more would
 * only wait for each other; calls that wait for a provider need memory alone.
 */
public final class LoadLimits {
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final int maxInFlight;
    private final long maxBufferedBytes;
    private final int maxDeciding;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong bufferedBytes = new AtomicLong();
    private final AtomicInteger deciding = new AtomicInteger();
    private final Ticker ticker;
    private volatile long lastNanos;
    private volatile boolean draining;
    private volatile boolean closed;

    /**
     * Sets the limits.
     *
     * @param maxInFlight requests from their first byte to the end of their answer
     * @param maxBufferedBytes bytes of request bodies held in memory
     * @param maxDeciding requests between their last byte and the first call of a provider
     */
    public LoadLimits(int maxInFlight, long maxBufferedBytes, int maxDeciding) {
        this(maxInFlight, maxBufferedBytes, maxDeciding, System::nanoTime);
    }

    /** Sets the limits as the other constructor does, with a clock for {@link #idle}. */
    public LoadLimits(int maxInFlight, long maxBufferedBytes, int maxDeciding, Ticker ticker) {
        this.ticker = ticker;
        this.lastNanos = ticker.nanos();
        this.maxInFlight = maxInFlight;
        this.maxBufferedBytes = maxBufferedBytes;
        this.maxDeciding = maxDeciding;
    }

    /** Requests in flight now. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Requests that may be in flight at once. */
    public int maxInFlight() {
        return maxInFlight;
    }

    /** Bytes of bodies held now. */
    public long bufferedBytes() {
        return bufferedBytes.get();
    }

    /** Takes a place for a request; false if there is none. */
    public boolean enter() {
        lastNanos = ticker.nanos();
        // first counted and then compared, so that whoever has closed this sees everybody who came in before
        if (inFlight.incrementAndGet() <= maxInFlight && !closed) {
            return true;
        }
        inFlight.decrementAndGet();
        return false;
    }

    /** What is told to whom {@link #enter} or {@link #decide} has given no place. */
    public Refusal refusal() {
        return closed ? new Refusal.Stopping() : new Refusal.Overloaded(COME_AGAIN);
    }

    /** Since when nobody has asked for a place. */
    public Duration idle() {
        return Duration.ofNanos(ticker.nanos() - lastNanos);
    }

    /** The process is going to end: connections are to be given up with their next answer. */
    public void drain() {
        draining = true;
    }

    /** Whether connections are to be given up. */
    public boolean isDraining() {
        return draining;
    }

    /** Lets nobody in any more. */
    public void close() {
        draining = true;
        closed = true;
    }

    /** Gives the place back. */
    public void leave() {
        inFlight.decrementAndGet();
    }

    /** Takes room for bytes; false if there is not enough. */
    public boolean hold(long bytes) {
        if (bufferedBytes.addAndGet(bytes) <= maxBufferedBytes) {
            return true;
        }
        bufferedBytes.addAndGet(-bytes);
        return false;
    }

    /** Gives the room back. */
    public void release(long bytes) {
        bufferedBytes.addAndGet(-bytes);
    }

    /** Takes a place among those that are being decided; false if there is none. */
    public boolean decide() {
        if (deciding.incrementAndGet() <= maxDeciding) {
            return true;
        }
        deciding.decrementAndGet();
        return false;
    }

    /** Gives that place back. */
    public void decided() {
        deciding.decrementAndGet();
    }
}
