package gateway.refresh;

import gateway.model.Registry;

/** What deployments need beside their entry in the registry: a route and a circuit breaker each. Thread-safe. */
public interface DeploymentPlaces {
    /** Makes what deployments of a registry need; called before any call can be led to them. */
    void prepare(Registry next);

    /** Takes away, once their last calls must have ended, what deployments had that a registry lists no more. */
    void retire(Registry now);
}
