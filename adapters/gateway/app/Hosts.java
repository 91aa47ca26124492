package gateway.app;

import gateway.call.HostGate;
import gateway.residency.EuHosts;
import gateway.settings.Settings;
import java.util.HashSet;
import java.util.Set;

/** The one place that makes the check of hosts from the settings. */
final class Hosts {
    private Hosts() {}

    /** Lets through to the hosts of the settings and to that of the warm-up, which has no content. */
    static HostGate gate(Settings settings) {
        Set<String> hosts = new HashSet<>(settings.egress().hosts());
        hosts.add(WarmUp.HOST);
        return new HostGate(hosts, new EuHosts(settings.residency().euHosts()));
    }
}
