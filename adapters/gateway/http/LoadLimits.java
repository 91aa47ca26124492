package gateway.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much may be in the gateway at once. Thread-safe.
 *
 * <p>Calls that are being decided need processor time, so a few are enough to keep all processors busy and more would
 * only wait for each other; calls that wait for a provider need memory alone.
 */
public final class LoadLimits {
    private final int maxInFlight;
    private final long maxBufferedBytes;
    private final int maxDeciding;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong bufferedBytes = new AtomicLong();
    private final AtomicInteger deciding = new AtomicInteger();

    /**
     * Sets the limits.
     *
     * @param maxInFlight requests from their first byte to the end of their answer
     * @param maxBufferedBytes bytes of request bodies held in memory
     * @param maxDeciding requests between their last byte and the first call of a provider
     */
    public LoadLimits(int maxInFlight, long maxBufferedBytes, int maxDeciding) {
        this.maxInFlight = maxInFlight;
        this.maxBufferedBytes = maxBufferedBytes;
        this.maxDeciding = maxDeciding;
    }

    /** Requests in flight now. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Bytes of bodies held now. */
    public long bufferedBytes() {
        return bufferedBytes.get();
    }

    boolean enter() {
        if (inFlight.incrementAndGet() <= maxInFlight) {
            return true;
        }
        inFlight.decrementAndGet();
        return false;
    }

    void leave() {
        inFlight.decrementAndGet();
    }

    boolean hold(long bytes) {
        if (bufferedBytes.addAndGet(bytes) <= maxBufferedBytes) {
            return true;
        }
        bufferedBytes.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        bufferedBytes.addAndGet(-bytes);
    }

    boolean decide() {
        if (deciding.incrementAndGet() <= maxDeciding) {
            return true;
        }
        deciding.decrementAndGet();
        return false;
    }

    void decided() {
        deciding.decrementAndGet();
    }
}
