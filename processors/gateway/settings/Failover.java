package gateway.settings;

import java.time.Duration;
import java.util.Map;

/**
 * How long is waited for providers, and how often another one is tried.
 *
 * @param deadline from the request to the first token, over all attempts; a client can shorten it
 * @param deadlineGrace from a soft deadline until whatever is still under way is cut
 * @param hardDeadline from the request until any call is cut
 * @param firstTokenInitial wait for a deployment's first token as long as its speed is not known
 * @param firstTokenMinimum the least wait for a first token, however fast the deployment is known to be
 * @param connectTimeout for a connection to a provider
 * @param totalTimeout for a whole answer that is not streamed
 * @param keepAlive a stream that is silent for so long gets a comment line
 * @param stallTimeout a provider's stream that is silent for so long has broken off
 * @param maxAttempts deployments tried for one request
 * @param hedging the share of streamed calls for which a second deployment may be asked, by the name that is asked for
 */
public record Failover(
        Duration deadline,
        Duration deadlineGrace,
        Duration hardDeadline,
        Duration firstTokenInitial,
        Duration firstTokenMinimum,
        Duration connectTimeout,
        Duration totalTimeout,
        Duration keepAlive,
        Duration stallTimeout,
        @Range(min = 1, max = 100) int maxAttempts,
        Map<String, Double> hedging) {
    public Failover {
        hedging = Map.copyOf(hedging);
    }
}
