package gateway.settings;

import gateway.control.ApiKey;
import gateway.model.GuardPolicies;
import gateway.model.Limits;
import gateway.model.Quota;
import gateway.model.Residency;
import gateway.model.RoutingRules;
import gateway.model.Tenant;
import gateway.settings.TenantSettings.TeamSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tenant, team and key allow together: each can only narrow what the one before it allows. */
final class TenantRules {
    /** Stands where a key's id would, for whoever calls by a token. */
    private static final String TOKEN = "jwt";

    private final Map<String, GuardPolicySettings> guardrails;
    private final GuardPolicies policies;

    /**
     * Takes what holds for all tenants.
     *
     * @param guardrails by domain
     */
    TenantRules(Map<String, GuardPolicySettings> guardrails) {
        this.guardrails = guardrails;
        this.policies = GuardRules.policies(guardrails, null);
    }

    /** The rules of a key; null, with a problem noted, where its tenant or team is unknown. */
    @Nullable ApiKey of(KeySettings key, @Nullable TenantSettings tenant, String path, Problems problems) {
        if (tenant == null) {
            problems.check(false, path + ".tenant", "names the unknown tenant '" + key.tenant() + "'");
            return null;
        }
        TeamSettings team = null;
        if (key.team() != null) {
            team = tenant.teams() == null ? null : tenant.teams().get(key.team());
            problems.check(
                    team != null,
                    path + ".team",
                    "names '" + key.team() + "', which is no team of the tenant " + key.tenant());
        }
        Tenant whole = narrowed(key.tenant(), tenant, key.team(), team, key.id());
        boolean eu = whole.residency() == Residency.EU || key.residency() == Residency.EU;
        return new ApiKey(
                new Tenant(
                        whole.id(),
                        whole.team(),
                        whole.keyId(),
                        eu ? Residency.EU : Residency.ANY,
                        narrow(whole.models(), key.models()),
                        whole.domain(),
                        quota(tenant, team, key.limits()),
                        whole.policies(),
                        whole.routing(),
                        whole.deadLetterContent(),
                        whole.cache()),
                key.until());
    }

    /** The tenants and their teams as they are without a key, by the id or {@code id/team}. */
    Map<String, Tenant> withoutKey(Map<String, TenantSettings> tenants) {
        Map<String, Tenant> all = new HashMap<>();
        tenants.forEach((id, tenant) -> {
            all.put(id, narrowed(id, tenant, null, null, TOKEN));
            Map<String, TeamSettings> teams = tenant.teams() == null ? Map.of() : tenant.teams();
            teams.forEach((name, team) -> all.put(id + "/" + name, narrowed(id, tenant, name, team, TOKEN)));
        });
        return all;
    }

    private Tenant narrowed(
            String id, TenantSettings tenant, @Nullable String teamId, @Nullable TeamSettings team, String keyId) {
        boolean eu = tenant.residency() == Residency.EU || (team != null && team.residency() == Residency.EU);
        String domain = team != null && team.domain() != null ? team.domain() : tenant.domain();
        Set<String> models = narrow(narrow(null, tenant.models()), team == null ? null : team.models());
        Residency residency = eu ? Residency.EU : Residency.ANY;
        return new Tenant(
                id,
                teamId,
                keyId,
                residency,
                models,
                domain,
                quota(tenant, team, null),
                policies(tenant),
                routing(tenant),
                tenant.deadLetterContent(),
                TenantCache.rules(tenant.cache()));
    }

    private static RoutingRules routing(TenantSettings tenant) {
        return tenant.routing() == null
                ? RoutingRules.NONE
                : new RoutingRules(
                        tenant.routing().objective(),
                        tenant.routing().explorationShare(),
                        tenant.routing().deadline(),
                        tenant.routing().onDeadline(),
                        SplitSettings.experiments(tenant.routing().experiments()),
                        SplitSettings.mirrors(tenant.routing().mirrors()),
                        JudgeSettings.rule(tenant.routing().judge()));
    }

    private GuardPolicies policies(TenantSettings tenant) {
        return tenant.guardrails() == null ? policies : GuardRules.policies(guardrails, tenant.guardrails());
    }

    private static Quota quota(TenantSettings tenant, @Nullable TeamSettings team, @Nullable LimitSettings key) {
        Map<String, Limits> models = new HashMap<>();
        if (tenant.modelLimits() != null) {
            tenant.modelLimits().forEach((id, limits) -> models.put(id, LimitSettings.of(limits)));
            models.values().removeIf(Limits.NONE::equals);
        }
        Quota quota = new Quota(
                tenant.timeZone() == null ? Quota.NONE.zone() : tenant.timeZone(),
                tenant.onBudget() == null ? Quota.NONE.onBudget() : tenant.onBudget(),
                tenant.softPercent() == null ? Quota.DEFAULT_SOFT_PERCENT : tenant.softPercent(),
                tenant.defaultMaxOutput() == null ? Quota.DEFAULT_MAX_OUTPUT : tenant.defaultMaxOutput(),
                LimitSettings.of(tenant.limits()),
                LimitSettings.of(team == null ? null : team.limits()),
                LimitSettings.of(key),
                models);
        return quota.equals(Quota.NONE) ? Quota.NONE : quota;
    }

    private static @Nullable Set<String> narrow(@Nullable Set<String> allowed, @Nullable List<String> named) {
        if (named == null) {
            return allowed;
        }
        Set<String> both = new HashSet<>(named);
        if (allowed != null) {
            both.retainAll(allowed);
        }
        return both;
    }
}
