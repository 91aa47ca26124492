package gateway.call;

import gateway.Ticker;
import gateway.latency.Latencies;
import gateway.model.Deployment;
import gateway.model.Request;
import gateway.model.TimeBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shares a call's time out among its attempts. Where a soft deadline holds, an attempt is given up as long as the
 * fastest of those behind it can still answer, and that one is then asked first. How fast deployments are is learnt:
 * what nobody knows yet counts neither for nor against a deployment. Thread-safe.
 */
public final class TimeShare {
    /** Nineteen of twenty answers are as fast as this. */
    private static final double LIKELY = 0.95;

    private final Latencies latencies;
    private final Ticker ticker;

    /** Takes what has been learnt, and the time. */
    public TimeShare(Latencies latencies, Ticker ticker) {
        this.latencies = latencies;
        this.ticker = ticker;
    }

    /**
     * The deployments in the order in which they are to be asked now: as ranked, but the fastest first when the time
     * that is left is too short for the best.
     */
    public List<Deployment> order(Walk walk) {
        TimeBudget time = walk.decision().plan().time();
        List<Deployment> left = walk.left();
        if (time.soft() == null || left.size() < 2) {
            return left;
        }
        Request request = walk.decision().plan().request();
        Long best = likely(left.getFirst(), request);
        Deployment fastest = fastest(left, request);
        if (best == null || fastest == null || best <= left(walk).toNanos()) {
            return left;
        }
        List<Deployment> order = new ArrayList<>(left);
        order.remove(fastest);
        order.addFirst(fastest);
        return order;
    }

    /**
     * How long the deployment whose turn it is may take.
     *
     * @param usual to its first token or, if the answer is whole, to its end
     */
    public Duration attempt(Walk walk, Duration usual) {
        Duration left = left(walk);
        Duration most = usual.compareTo(left) < 0 ? usual : left;
        if (walk.decision().plan().time().soft() == null || walk.left().isEmpty()) {
            return most;
        }
        Request request = walk.decision().plan().request();
        Deployment fastest = fastest(walk.left(), request);
        Long needed = fastest == null ? null : likely(fastest, request);
        // who needs most of what is left is no way out
        if (needed == null || needed > left.toNanos() / 2) {
            return most;
        }
        Duration share = left.minusNanos(needed);
        return share.compareTo(most) < 0 ? share : most;
    }

    /** Until the first token must be there; at least a millisecond. */
    public Duration left(Walk walk) {
        return Duration.ofNanos(
                Math.max(1_000_000, walk.decision().plan().time().firstNanos() - ticker.nanos()));
    }

    private @Nullable Deployment fastest(List<Deployment> among, Request request) {
        Deployment fastest = null;
        long least = Long.MAX_VALUE;
        for (Deployment each : among) {
            Long likely = likely(each, request);
            if (likely != null && likely < least) {
                least = likely;
                fastest = each;
            }
        }
        return fastest;
    }

    private @Nullable Long likely(Deployment deployment, Request request) {
        return latencies.percentile(
                request.stream() ? Latencies.Of.FIRST_TOKEN : Latencies.Of.WHOLE,
                deployment.id(),
                Conclude.bytes(request),
                LIKELY);
    }
}
