package gateway.settings;

import java.time.Duration;

/**
 * How long is waited for providers, and how often another one is tried.
 *
 * @param deadline from the request to the first token, over all attempts; a client can shorten it
 * @param firstTokenInitial wait for a deployment's first token as long as its speed is not known
 * @param firstTokenMinimum the least wait for a first token, however fast the deployment is known to be
 * @param connectTimeout for a connection to a provider
 * @param totalTimeout for a whole answer that is not streamed
 * @param keepAlive a stream that is silent for so long gets a comment line
 * @param stallTimeout a provider's stream that is silent for so long has broken off
 * @param maxAttempts deployments tried for one request
 */
public record Failover(
        Duration deadline,
        Duration firstTokenInitial,
        Duration firstTokenMinimum,
        Duration connectTimeout,
        Duration totalTimeout,
        Duration keepAlive,
        Duration stallTimeout,
        @Range(min = 1, max = 100) int maxAttempts) {}
