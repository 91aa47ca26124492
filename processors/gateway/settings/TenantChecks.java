package gateway.settings;

import gateway.model.GuardPolicies;
import gateway.settings.TenantSettings.TeamSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What must hold within a tenant. */
final class TenantChecks {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final Problems problems;
    private final Set<String> models;

    /**
     * Takes what tenants may name.
     *
     * @param models ids of all models
     */
    TenantChecks(Problems problems, Set<String> models) {
        this.problems = problems;
        this.models = models;
    }

    /** Looks at one tenant and its teams. */
    void check(String path, TenantSettings tenant) {
        check(path, tenant.models(), tenant.domain());
        Map<String, TeamSettings> teams = tenant.teams() == null ? Map.of() : tenant.teams();
        teams.forEach((id, team) -> {
            String place = path + ".teams." + id;
            problems.check(
                    ID.matcher(id).matches(),
                    place,
                    "must be lower-case letters and digits, joined by dashes, such as eu-1");
            check(place, team.models(), team.domain());
        });
        if (tenant.modelLimits() != null) {
            for (String model : tenant.modelLimits().keySet()) {
                known(model, path + ".model-limits");
            }
        }
    }

    private void check(String path, @Nullable List<String> allowed, @Nullable String domain) {
        problems.check(
                domain == null || GuardPolicies.DOMAINS.contains(domain),
                path + ".domain",
                "must be legal, medical or general");
        for (String model : allowed == null ? List.<String>of() : allowed) {
            known(model, path + ".models");
        }
    }

    private void known(String model, String path) {
        String nearest = Names.nearest(model, models);
        problems.check(
                models.contains(model) || !problems.sound("gateway.models"),
                path,
                "names the unknown model " + model + (nearest == null ? "" : "; did you mean " + nearest + "?"));
    }
}
