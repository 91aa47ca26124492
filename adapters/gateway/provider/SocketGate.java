package gateway.provider;

import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Residency;
import org.jspecify.annotations.Nullable;

/** Asked by every provider right before content leaves, whoever has asked before. Thread-safe. */
@FunctionalInterface
public interface SocketGate {
    /**
     * Why content must not leave for a host; null if it may. Must not block.
     *
     * @param required where the content must stay
     * @param deployment who is called
     * @param host the host that is called in truth; where a simulator takes its place, the host that is meant
     */
    @Nullable Failure against(Residency required, Deployment deployment, String host);
}
