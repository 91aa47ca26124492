package gateway.call;

import gateway.Ticker;
import gateway.model.Deployment;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which rate limits are used up, and until when. A provider's limit belongs to (account, region, model), so a 429 of
 * one deployment rests its siblings too, but no deployment of another provider. Thread-safe.
 */
public final class Rests {
    /** How long to rest when the provider does not say. */
    private static final Duration DEFAULT = Duration.ofSeconds(5);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Map<String, Long> untilNanos = new ConcurrentHashMap<>();
    private final Ticker ticker;

    /** Takes the time. */
    public Rests(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Lets a deployment's limit rest. */
    public void rest(Deployment deployment, @Nullable Duration retryAfter) {
        Duration wanted = retryAfter == null ? DEFAULT : retryAfter;
        Duration rest = wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
        // calls under way may be refused later and say less than the first did
        untilNanos.merge(key(deployment), ticker.nanos() + rest.toNanos(), (a, b) -> a - b > 0 ? a : b);
    }

    /** How long a deployment still rests; zero if it does not. */
    public Duration left(Deployment deployment) {
        if (untilNanos.isEmpty()) {
            return Duration.ZERO;
        }
        String key = key(deployment);
        Long until = untilNanos.get(key);
        if (until == null) {
            return Duration.ZERO;
        }
        long left = until - ticker.nanos();
        if (left > 0) {
            return Duration.ofNanos(left);
        }
        untilNanos.remove(key, until);
        return Duration.ZERO;
    }

    private static String key(Deployment deployment) {
        return String.join("/", deployment.provider(), deployment.account(), deployment.region(), deployment.model());
    }
}
