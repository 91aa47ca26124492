package gateway.provider.bedrock;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a stream has fallen silent, at most a quarter of the time late. Thread-safe; started and stopped by one
 * thread.
 */
final class SilenceWatch {
    /** How often is looked within the time after which a silent stream counts as broken off. */
    private static final int LOOKS = 4;

    private final ScheduledExecutorService timers;
    private final long lookMillis;
    private final AtomicInteger quietLooks = new AtomicInteger();
    private @Nullable ScheduledFuture<?> looking;

    /**
     * Does nothing yet.
     *
     * @param timers where is looked; must not be blocked
     * @param silence a stream that is silent for so long has broken off
     */
    SilenceWatch(ScheduledExecutorService timers, Duration silence) {
        this.timers = timers;
        this.lookMillis = Math.max(1, silence.toMillis() / LOOKS);
    }

    /**
     * Looks from now on.
     *
     * @param waits whether anything is waited for; a stream that was told to pause is silent by right
     * @param stalled done once, when the stream was silent for too long
     */
    void start(BooleanSupplier waits, Runnable stalled) {
        looking = timers.scheduleAtFixedRate(
                () -> {
                    if (!waits.getAsBoolean()) {
                        heard();
                    } else if (quietLooks.incrementAndGet() == LOOKS + 1) {
                        stalled.run();
                    }
                },
                lookMillis,
                lookMillis,
                TimeUnit.MILLISECONDS);
    }

    /** Something has come. */
    void heard() {
        quietLooks.set(0);
    }

    /** Looks no more. */
    void stop() {
        if (looking != null) {
            looking.cancel(false);
        }
    }
}
