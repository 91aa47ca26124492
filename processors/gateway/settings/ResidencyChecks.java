package gateway.settings;

import gateway.model.Residency;
import gateway.residency.EuHosts;
import gateway.settings.ModelSettings.DeploymentSettings;

/** Refuses a deployment that claims to stay in the European Union, unless its host is known to. */
final class ResidencyChecks {
    private static final String DECLARED = "gateway.residency.eu-hosts";

    private final Problems problems;
    private final EuHosts hosts;

    ResidencyChecks(Problems problems, EuResidency declared) {
        this.problems = problems;
        this.hosts = new EuHosts(declared.euHosts());
    }

    /** Looks at what the operator declares. */
    void check(EuResidency declared) {
        for (int i = 0; i < declared.euHosts().size(); i++) {
            String host = declared.euHosts().get(i);
            String path = DECLARED + "[" + i + "]";
            problems.check(SettingsChecks.HOST.matcher(host).matches(), path, SettingsChecks.HOST_FORM);
            problems.check(
                    !EuHosts.isElsewhere(host),
                    path,
                    "names " + host + ", which is known to give no guarantee for the EU");
        }
    }

    /**
     * Looks at one deployment.
     *
     * @param path its place
     * @param host where it is called
     */
    void check(String path, String host, ProviderSettings provider, DeploymentSettings deployment) {
        String region = EuHosts.bedrockRegion(host);
        problems.check(
                region == null || region.equals(deployment.region()),
                path + ".region",
                "is " + deployment.region() + ", but its endpoint is in " + region);
        boolean sound =
                problems.sound(DECLARED) && problems.sound(path + ".endpoint") && problems.sound(path + ".region");
        if (deployment.residency() != Residency.EU || !sound) {
            return;
        }
        String against = hosts.against(
                provider.dialect(), deployment.endpointOf(provider), deployment.region(), deployment.upstreamName());
        problems.check(against == null, path + ".residency", "must be any: " + against);
    }
}
