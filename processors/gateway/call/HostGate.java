package gateway.call;

import gateway.model.Deployment;
import gateway.model.Failure;
import gateway.model.Residency;
import gateway.residency.EuHosts;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides where content may go, by the host and not by what any stage made of it: asked before every attempt, and with
 * the host that is really meant where the socket is opened. Thread-safe.
 */
public final class HostGate {
    private final Set<String> hosts;
    private final EuHosts eu;

    /**
     * Takes what it checks against.
     *
     * @param hosts the host names that may be called
     * @param eu which of them are in the EU
     */
    public HostGate(Set<String> hosts, EuHosts eu) {
        this.hosts = Set.copyOf(hosts);
        this.eu = eu;
    }

    /** Why content under a residency may not go to a deployment; null if it may. */
    public @Nullable Failure against(Residency required, Deployment deployment) {
        boolean european = deployment.residency() == Residency.EU && eu.against(deployment) == null;
        if (required == Residency.EU && !european) {
            return closed("not_in_region");
        }
        String host = deployment.endpoint().getHost();
        return host == null || !hosts.contains(host) ? closed("host_not_allowed") : null;
    }

    /**
     * The same where the socket is opened.
     *
     * @param host that is called in truth, whatever takes its place in a test; must be the deployment's
     */
    public @Nullable Failure against(Residency required, Deployment deployment, String host) {
        return host.equals(deployment.endpoint().getHost()) ? against(required, deployment) : closed("host_not_pinned");
    }

    private static Failure closed(String code) {
        return Failure.of(Failure.Kind.NOT_CALLED, code);
    }
}
