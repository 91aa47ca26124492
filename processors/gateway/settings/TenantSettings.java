package gateway.settings;

import gateway.model.Residency;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may call, and under which rules.
 *
 * @param residency where its data may be processed; a team, a key or a request can only narrow it
 * @param models the models that it may use; null = all
 * @param domain {@code legal}, {@code medical} or {@code general}, where the request names none; null = none
 * @param teams its parts, by id
 */
public record TenantSettings(
        Residency residency,
        @Nullable List<String> models,
        @Nullable String domain,
        @Nullable Map<String, TeamSettings> teams) {
    public TenantSettings {
        models = models == null ? null : List.copyOf(models);
        teams = teams == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(teams));
    }

    /**
     * A part of a tenant. What is null is as the tenant has it.
     *
     * @param residency can only narrow the tenant's
     * @param models of the tenant's models, those that it may use
     * @param domain in place of the tenant's
     */
    public record TeamSettings(
            @Nullable Residency residency,
            @Nullable List<String> models,
            @Nullable String domain) {
        public TeamSettings {
            models = models == null ? null : List.copyOf(models);
        }
    }
}
