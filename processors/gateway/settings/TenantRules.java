package gateway.settings;

import gateway.control.ApiKey;
import gateway.model.Residency;
import gateway.model.Tenant;
import gateway.settings.TenantSettings.TeamSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tenant, team and key allow together: each can only narrow what the one before it allows. */
final class TenantRules {
    private TenantRules() {}

    /** The rules of a key; null, with a problem noted, where its tenant or team is unknown. */
    static @Nullable ApiKey of(KeySettings key, @Nullable TenantSettings tenant, String path, Problems problems) {
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
        Set<String> models = narrow(null, tenant.models());
        models = narrow(models, team == null ? null : team.models());
        models = narrow(models, key.models());
        boolean eu = tenant.residency() == Residency.EU
                || (team != null && team.residency() == Residency.EU)
                || key.residency() == Residency.EU;
        String domain = team != null && team.domain() != null ? team.domain() : tenant.domain();
        return new ApiKey(
                new Tenant(key.tenant(), key.team(), key.id(), eu ? Residency.EU : Residency.ANY, models, domain),
                key.until());
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
