package gateway.settings;

import gateway.settings.ModelSettings.AccountLimits;
import gateway.settings.ModelSettings.DeploymentSettings;
import java.util.HashMap;
import java.util.Map;

/** Deployments of a model that share an account's limits must not contradict each other about them. */
final class AccountChecks {
    private final Problems problems;

    AccountChecks(Problems problems) {
        this.problems = problems;
    }

    /**
     * Looks at the deployments of one model.
     *
     * @param path of the model
     */
    void check(Settings settings, String path, ModelSettings model) {
        Map<Account, String> first = new HashMap<>();
        model.deployments().forEach((id, deployment) -> {
            ProviderSettings provider = settings.providers().get(deployment.provider());
            if (provider == null || deployment.accountLimits() == null) {
                return;
            }
            String other = first.putIfAbsent(Account.of(deployment, provider), id);
            problems.check(
                    other == null || same(model, other, deployment.accountLimits()),
                    path + ".deployments." + id + ".account-limits",
                    "must be those of " + other + ", which has the same provider, account and region");
        });
    }

    private static boolean same(ModelSettings model, String other, AccountLimits limits) {
        DeploymentSettings before = model.deployments().get(other);
        return before != null && limits.equals(before.accountLimits());
    }

    /**
     * Whose limits a model's deployments share.
     *
     * @param provider id
     * @param account name
     * @param region in the provider's words
     */
    record Account(String provider, String account, String region) {
        static Account of(DeploymentSettings deployment, ProviderSettings provider) {
            return new Account(deployment.provider(), deployment.accountOf(provider), deployment.region());
        }
    }
}
