package gateway.model;

import java.util.List;
import java.util.Map;

/**
 * The policies of a tenant.
 *
 * @param byDomain for the domains that are known
 * @param strictest for a request of any other domain: the strictest of all of them in each point
 */
public record GuardPolicies(Map<String, GuardPolicy> byDomain, GuardPolicy strictest) {
    /** The domains that a request, a tenant and a policy can name. */
    public static final List<String> DOMAINS = List.of("legal", "medical", "general");

    /** Of whoever has no policies: the strictest there is. */
    public static final GuardPolicies NONE = of(Map.of());

    public GuardPolicies {
        byDomain = Map.copyOf(byDomain);
    }

    /** Those of some domains. */
    public static GuardPolicies of(Map<String, GuardPolicy> byDomain) {
        return new GuardPolicies(
                byDomain, byDomain.values().stream().reduce(GuardPolicy::or).orElse(GuardPolicy.STRICTEST));
    }

    /** What holds for a domain. */
    public GuardPolicy of(String domain) {
        return byDomain.getOrDefault(domain, strictest);
    }
}
