package gateway.app;

import gateway.latency.Latencies;
import gateway.model.Deployment;
import gateway.settings.Failover;
import java.time.Duration;
import java.util.function.Predicate;

/** How long first tokens are waited for, to begin with. */
final class FirstTokens {
    private FirstTokens() {}

    /** A simulator answers at once or never. */
    static Latencies latencies(Failover failover, Predicate<Deployment> simulated) {
        Duration minimum = failover.firstTokenMinimum();
        return new Latencies(minimum, deployment -> {
            boolean near = deployment.endpoint().getHost().equals(WarmUp.HOST) || simulated.test(deployment);
            return near ? minimum : failover.firstTokenInitial();
        });
    }
}
