package gateway.settings;

import gateway.model.Quota.OnBudget;
import gateway.model.Residency;
import java.time.ZoneId;
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
 * @param timeZone in which its days and months begin; null = UTC
 * @param onBudget what happens to a request for {@code auto} whose dearest candidate does not fit into what is left;
 *     null = it is refused
 * @param softPercent share of a budget at which somebody is told; null = 80
 * @param defaultMaxOutput bound of an answer for which the client names none, in tokens; null = 4096
 * @param limits what all its teams and keys together may use
 * @param modelLimits what they may use of single models, by the model's id
 * @param guardrails by domain, laid over those that all tenants have
 * @param routing how its requests are routed; null = as everybody's
 * @param deadLetterContent whether notes of its messages that are given up may hold their texts; null = as their queue
 *     has it
 * @param cache for which of its requests answers are kept and given again; null = for none
 */
public record TenantSettings(
        Residency residency,
        @Nullable List<String> models,
        @Nullable String domain,
        @Nullable Map<String, TeamSettings> teams,
        @Nullable ZoneId timeZone,
        @Nullable OnBudget onBudget,
        @Range(min = 1, max = 100) @Nullable Integer softPercent,
        @Range(min = 1) @Nullable Integer defaultMaxOutput,
        @Nullable LimitSettings limits,
        @Nullable Map<String, LimitSettings> modelLimits,
        @Nullable Map<String, GuardPolicySettings> guardrails,
        @Nullable TenantRouting routing,
        @Nullable Boolean deadLetterContent,
        @Nullable TenantCache cache) {
    public TenantSettings {
        models = models == null ? null : List.copyOf(models);
        teams = teams == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(teams));
        modelLimits = modelLimits == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(modelLimits));
        guardrails = guardrails == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(guardrails));
    }

    /**
     * A part of a tenant. What is null is as the tenant has it.
     *
     * @param residency can only narrow the tenant's
     * @param models of the tenant's models, those that it may use
     * @param domain in place of the tenant's
     * @param limits what its keys together may use
     */
    public record TeamSettings(
            @Nullable Residency residency,
            @Nullable List<String> models,
            @Nullable String domain,
            @Nullable LimitSettings limits) {
        public TeamSettings {
            models = models == null ? null : List.copyOf(models);
        }
    }
}
