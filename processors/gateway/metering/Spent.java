package gateway.metering;

import gateway.model.Deployment;
import gateway.model.Usage;
import java.util.List;

/**
 * What one attempt has cost, or may have cost.
 *
 * @param deployment who was called
 * @param usage its tokens
 * @param estimated whether the provider's own count is missing
 * @param microUsd what it cost
 */
public record Spent(Deployment deployment, Usage usage, boolean estimated, long microUsd) {
    /** At the deployment's price. */
    public static Spent of(Deployment deployment, Usage usage, boolean estimated) {
        return new Spent(deployment, usage, estimated, deployment.microUsd(usage));
    }

    /** The cost of several together. */
    public static long microUsd(List<Spent> spent) {
        long sum = 0;
        for (Spent each : spent) {
            sum += each.microUsd;
        }
        return sum;
    }

    /** The tokens of several together. */
    public static long tokens(List<Spent> spent) {
        long sum = 0;
        for (Spent each : spent) {
            sum += each.usage.totalTokens();
        }
        return sum;
    }
}
