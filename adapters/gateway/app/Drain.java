package gateway.app;

import gateway.Ticker;
import gateway.ingress.LoadLimits;
import gateway.killswitch.ActiveCalls;
import gateway.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the process takes leave of its clients: for a while calls are still taken, then they are refused while those in
 * flight go on to their end, and what has not ended in time is ended. Counts the calls of all transports, and what is
 * still done for tenants behind them.
 */
final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration STEP = Duration.ofMillis(10);

    /** For what was cut to be written and settled. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** A refusal that has just been written is on its way for so long at most. */
    private static final Duration QUIET = Duration.ofMillis(100);

    /** Clients that come again all the time do not keep the process up. */
    private static final Duration LONGEST_UNQUIET = Duration.ofSeconds(1);

    /** On a machine of its own, a gateway that nobody has called for so long has nobody to wait for. */
    private static final Duration FORSAKEN = Duration.ofSeconds(10);

    private final Settings.Drain settings;
    private final boolean loopback;
    private final LoadLimits limits;
    private final ActiveCalls active;
    private final IntSupplier behind;
    private final Ticker ticker;
    private final Runnable begin;
    private final Runnable refuse;
    private final long started;

    /**
     * Starts nothing yet.
     *
     * @param host address of the client API
     * @param limits knows what is in flight, and lets calls in
     * @param active what can be ended
     * @param behind how many copies of requests and questions to judges are under way
     * @param begin tells clients to connect elsewhere; run first, perhaps again
     * @param refuse gives up connections without a call; run when no calls are taken any more, perhaps again
     */
    Drain(
            Settings.Drain settings,
            String host,
            LoadLimits limits,
            ActiveCalls active,
            IntSupplier behind,
            Ticker ticker,
            Runnable begin,
            Runnable refuse) {
        this.settings = settings;
        this.loopback = isLoopback(host);
        this.limits = limits;
        this.active = active;
        this.behind = behind;
        this.ticker = ticker;
        this.begin = begin;
        this.refuse = refuse;
        this.started = ticker.nanos();
    }

    /**
     * Runs while something else is stopped too, and comes back when both are done.
     *
     * @param stop is told how long it may take
     */
    void beside(Consumer<Duration> stop) {
        Duration longest = settings.delay().plus(settings.timeout()).plus(LAST_WORDS);
        Thread other = Thread.ofVirtual().name("stop-beside").start(() -> stop.accept(longest));
        run();
        try {
            other.join(longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Comes back once nothing is in flight any more, or no time is left. Readiness has gone down before. */
    void run() {
        boolean delayed = !limits.isDraining() && !settings.delay().isZero() && !forsaken();
        limits.drain();
        begin.run();
        if (delayed) {
            LOG.info("stopping: calls are taken for {} more", settings.delay());
            within(settings.delay(), () -> false);
        }
        limits.close();
        refuse.run();
        if (!within(settings.timeout(), this::isDone)) {
            LOG.warn(
                    "stopping: {} calls, and {} requests of our own, have not ended in time and are ended now",
                    limits.inFlight(),
                    behind.getAsInt());
            active.stop();
            within(LAST_WORDS, this::isDone);
        }
        // who came at the very end reads the refusal before the connection is closed
        within(LONGEST_UNQUIET, () -> !delayed || limits.idle().compareTo(QUIET) > 0);
    }

    private boolean isEmpty() {
        return limits.inFlight() == 0;
    }

    /** A copy begins before its call is over, and a question to a judge before its copy is. */
    private boolean isDone() {
        return isEmpty() && behind.getAsInt() == 0;
    }

    private boolean forsaken() {
        Duration up = Duration.ofNanos(ticker.nanos() - started);
        Duration idle = limits.idle();
        return loopback && isEmpty() && (idle.compareTo(FORSAKEN) > 0 || idle.compareTo(up) >= 0);
    }

    /** Whether it came true in time. */
    private boolean within(Duration time, BooleanSupplier condition) {
        long end = ticker.nanos() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (ticker.nanos() - end >= 0) {
                return false;
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
        return true;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
