package gateway.latency;

import gateway.Ticker;
import gateway.model.Deployment;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Time to the first token, and to the end of whole answers, learnt per deployment and size of prompt. Thread-safe.
 *
 * <p>A prompt's size class is the power of four of its bytes, so that each class spans about a factor of four in
 * tokens.
 */
public final class Latencies {
    /*
     * Timeout of an attempt: three times the 99th percentile of the class, but at least the minimum; until enough
     * calls were seen, the initial value. Percentiles come from a histogram whose bucket b holds times up to
     * 1.25^b ms (64 buckets, up to 25 min): at most 25 % above the truth. All counts are halved when they reach 2,000,
     * so that what is old fades.
     */
    private static final int ENOUGH = 50;

    private final Map<String, LatencyHistogram> byClass = new ConcurrentHashMap<>();
    private final Map<String, LatencyHistogram> whole = new ConcurrentHashMap<>();
    private final Map<String, Long> typical = new ConcurrentHashMap<>();
    private final Duration minimum;
    private final Function<Deployment, Duration> initial;

    /**
     * Starts without knowledge.
     *
     * @param minimum the shortest timeout
     * @param initial the timeout until {@value #ENOUGH} calls were seen
     */
    public Latencies(Duration minimum, Function<Deployment, Duration> initial) {
        this.minimum = minimum;
        this.initial = initial;
    }

    /**
     * Learns from a call.
     *
     * @param nanos time to the first meaningful byte, as a {@link Ticker} measures it
     */
    public void learn(String deployment, long promptBytes, long nanos) {
        byClass.computeIfAbsent(key(deployment, promptBytes), key -> new LatencyHistogram())
                .add(nanos);
        typical.merge(deployment, nanos, (old, now) -> old + (now - old) / 8);
    }

    /**
     * Learns from a call whose answer came in one piece.
     *
     * @param nanos time to its end
     */
    public void learnWhole(String deployment, long promptBytes, long nanos) {
        whole.computeIfAbsent(key(deployment, promptBytes), key -> new LatencyHistogram())
                .add(nanos);
    }

    /** What is waited for. */
    public enum Of {
        /** The first token of a stream. */
        FIRST_TOKEN,
        /** A whole answer. */
        WHOLE
    }

    /**
     * The time within which a share of all answers came, in nanoseconds.
     *
     * @param share 0 to 1
     * @return null until {@value #ENOUGH} of them were seen for prompts of about this size
     */
    public @Nullable Long percentile(Of what, String deployment, long promptBytes, double share) {
        Map<String, LatencyHistogram> all = what == Of.WHOLE ? whole : byClass;
        LatencyHistogram histogram = all.get(key(deployment, promptBytes));
        return histogram == null || histogram.count() < ENOUGH ? null : histogram.percentile(share);
    }

    /** How long an attempt may take to its first token. */
    public Duration timeout(Deployment deployment, long promptBytes) {
        LatencyHistogram histogram = byClass.get(key(deployment.id(), promptBytes));
        if (histogram == null || histogram.count() < ENOUGH) {
            return initial.apply(deployment);
        }
        Duration learnt = Duration.ofNanos(3 * histogram.percentile(0.99));
        return learnt.compareTo(minimum) < 0 ? minimum : learnt;
    }

    /** Moving average of the time to the first token; 0 for what has not been called. */
    public long typicalNanos(String deployment) {
        return typical.getOrDefault(deployment, 0L);
    }

    private static String key(String deployment, long promptBytes) {
        int power = (63 - Long.numberOfLeadingZeros(Math.max(1, promptBytes))) / 2;
        return deployment + "/" + power;
    }
}
