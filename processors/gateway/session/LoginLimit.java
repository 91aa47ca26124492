package gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many logins may fail in a minute of the clock: of one address, and of all together. An attempt counts from its
 * beginning, so that many at once do not get round it; one that goes well is taken back. Thread-safe.
 */
public final class LoginLimit {
    /** Of one address. */
    public static final int OF_ADDRESS = 5;

    /** Of all addresses together. */
    public static final int OF_ALL = 60;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Object lock = new Object();
    private final Map<String, Integer> byAddress = new HashMap<>();
    private Instant end = Instant.EPOCH;
    private int all;

    /** Begins with none. */
    public LoginLimit(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Counts an attempt.
     *
     * @return how long is to be waited before the next one; null if this one may be made
     */
    public @Nullable Duration enter(String address) {
        Instant now = clock.instant();
        synchronized (lock) {
            if (!now.isBefore(end)) {
                byAddress.clear();
                all = 0;
                end = now.plus(WINDOW);
            }
            int own = byAddress.getOrDefault(address, 0);
            if (own >= OF_ADDRESS || all >= OF_ALL) {
                return Duration.between(now, end);
            }
            byAddress.put(address, own + 1);
            all++;
            return null;
        }
    }

    /** Takes an attempt back that went well. */
    public void succeeded(String address) {
        synchronized (lock) {
            Integer own = byAddress.get(address);
            if (own != null) {
                byAddress.put(address, own - 1);
                all--;
            }
        }
    }
}
