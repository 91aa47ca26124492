package gateway.model;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who pays, and under which rules: what tenant, team and key together allow.
 *
 * @param id such as {@code demo}
 * @param team the part of the tenant that the key belongs to; null = none
 * @param keyId which of its keys was used; never the key itself
 * @param residency where its data may be processed; a request can only narrow it
 * @param models the models that it may use; null = all
 * @param domain the domain of its requests where they name none; null = none
 * @param quota what it may use
 * @param policies its guardrails
 * @param routing how its requests are routed
 * @param deadLetterContent whether notes of its messages that are given up may hold their texts; null = as their queue
 *     has it
 * @param cache for which of its requests answers are kept
 */
public record Tenant(
        String id,
        @Nullable String team,
        String keyId,
        Residency residency,
        @Nullable Set<String> models,
        @Nullable String domain,
        Quota quota,
        GuardPolicies policies,
        RoutingRules routing,
        @Nullable Boolean deadLetterContent,
        CacheRules cache) {
    /** Stands for whoever shows no key that is known. */
    public static final Tenant NOBODY = new Tenant("", "", Residency.ANY);

    public Tenant {
        models = models == null ? null : Set.copyOf(models);
    }

    /** One that has no teams and may use every model. */
    public Tenant(String id, String keyId, Residency residency) {
        this(id, null, keyId, residency, null, null);
    }

    /** One without limits. */
    public Tenant(
            String id,
            @Nullable String team,
            String keyId,
            Residency residency,
            @Nullable Set<String> models,
            @Nullable String domain) {
        this(
                id,
                team,
                keyId,
                residency,
                models,
                domain,
                Quota.NONE,
                GuardPolicies.NONE,
                RoutingRules.NONE,
                null,
                CacheRules.NONE);
    }

    /** This one with other limits. */
    public Tenant with(Quota other) {
        return new Tenant(
                id, team, keyId, residency, models, domain, other, policies, routing, deadLetterContent, cache);
    }

    /** This one with other guardrails. */
    public Tenant with(GuardPolicies other) {
        return new Tenant(id, team, keyId, residency, models, domain, quota, other, routing, deadLetterContent, cache);
    }

    /** This one with other rules of routing. */
    public Tenant with(RoutingRules other) {
        return new Tenant(id, team, keyId, residency, models, domain, quota, policies, other, deadLetterContent, cache);
    }

    /** This one with another cache. */
    public Tenant with(CacheRules other) {
        return new Tenant(
                id, team, keyId, residency, models, domain, quota, policies, routing, deadLetterContent, other);
    }

    /** Whether it may use a model. */
    public boolean mayUse(String model) {
        return models == null || models.contains(model);
    }
}
