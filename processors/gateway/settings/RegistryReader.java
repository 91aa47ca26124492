package gateway.settings;

import gateway.model.Deployment;
import gateway.model.Limits;
import gateway.model.Registry;
import gateway.settings.AccountChecks.Account;
import gateway.settings.ModelSettings.AccountLimits;
import gateway.settings.ModelSettings.DeploymentSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the registry of deployments from the settings. */
public final class RegistryReader {
    private RegistryReader() {}

    /** A snapshot of what the settings list, with the first price of each deployment. */
    public static Registry registry(Settings settings, long revision) {
        return registry(settings, revision, LocalDate.MIN);
    }

    /**
     * A snapshot of what the settings list.
     *
     * @param settings checked ones, so that every deployment's provider is there
     * @param revision the snapshot's number
     * @param day in UTC, whose prices hold
     */
    public static Registry registry(Settings settings, long revision, LocalDate day) {
        List<Deployment> all = new ArrayList<>();
        settings.models()
                .forEach((model, entry) -> entry.deployments()
                        .forEach((id, deployment) -> all.add(deployment(settings, model, entry, id, deployment, day))));
        return Registry.of(revision, all, settings.aliases());
    }

    private static Deployment deployment(
            Settings settings,
            String model,
            ModelSettings entry,
            String id,
            DeploymentSettings deployment,
            LocalDate day) {
        @Nullable ProviderSettings provider = settings.providers().get(deployment.provider());
        if (provider == null) {
            throw new IllegalArgumentException(
                    "deployment " + id + " names the unknown provider " + deployment.provider());
        }
        return new Deployment(
                id,
                model,
                deployment.provider(),
                provider.dialect(),
                deployment.endpointOf(provider),
                deployment.upstreamName(),
                deployment.region(),
                deployment.residency(),
                deployment.accountOf(provider),
                deployment.priceOn(day).price(),
                entry.contextTokens(),
                entry.maxOutputTokens() == null ? 0 : entry.maxOutputTokens(),
                deployment.priority(),
                deployment.weight(),
                accountLimits(settings, entry, Account.of(deployment, provider)),
                entry.kind());
    }

    /** Those that any deployment of the model names for the account. */
    private static Limits accountLimits(Settings settings, ModelSettings model, Account account) {
        for (DeploymentSettings each : model.deployments().values()) {
            @Nullable ProviderSettings provider = settings.providers().get(each.provider());
            @Nullable AccountLimits limits = each.accountLimits();
            if (limits != null && provider != null && Account.of(each, provider).equals(account)) {
                return new Limits(null, null, limits.requestsPerMinute(), limits.tokensPerMinute(), null);
            }
        }
        return Limits.NONE;
    }
}
