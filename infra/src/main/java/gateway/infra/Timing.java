package gateway.infra;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Times that must fit each other: the balancer notices that a task leaves while it still takes calls, waits longer than
 * the longest call, and closes idle connections before the gateway does; ECS ends a task only when it has taken leave
 * ({@code docs/drain.md}).
 */
final class Timing {
    /** Between two health checks of the balancer, two of which must fail. */
    static final Duration HEALTH_INTERVAL = Duration.ofSeconds(5);

    static final int HEALTH_FAILURES = 2;

    /** How long a leaving task still takes calls. */
    static final Duration DRAIN_DELAY = Duration.ofSeconds(15);

    /** How long its calls then have. */
    static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(85);

    /** How long the gateway needs beyond both to close its stores. */
    static final Duration DRAIN_END = Duration.ofSeconds(10);

    /** From SIGTERM to SIGKILL; ECS allows no more. */
    static final Duration STOP = Duration.ofMinutes(2);

    /** How long the balancer keeps connections to a task that it sends nothing new. */
    static final Duration DEREGISTRATION = DRAIN_DELAY.plus(DRAIN_TIMEOUT);

    /**
     * The balancer closes a connection on which nothing moves for so long; an answer that is not streamed takes 120 s.
     */
    static final Duration BALANCER_IDLE = Duration.ofMinutes(3);

    /** The gateway does so later: otherwise the balancer would send a request into a closing connection. */
    static final Duration GATEWAY_IDLE = Duration.ofSeconds(200);

    private Timing() {}

    /** The gateway's share, as environment variables. */
    static Map<String, String> environment() {
        return new TreeMap<>(Map.of(
                "SERAI_DRAIN_DELAY", DRAIN_DELAY.toSeconds() + "s",
                "SERAI_DRAIN_TIMEOUT", DRAIN_TIMEOUT.toSeconds() + "s",
                "SERAI_LIMITS_IDLE_TIMEOUT", GATEWAY_IDLE.toSeconds() + "s"));
    }

    /** As the CDK wants a time. */
    static software.amazon.awscdk.Duration cdk(Duration time) {
        return software.amazon.awscdk.Duration.seconds(time.toSeconds());
    }
}
