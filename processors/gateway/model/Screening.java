package gateway.model;

import java.util.Map;

/**
 * What the guardrails have found out about a prompt, for those that judge its answer.
 *
 * @param domain what the policy was chosen by
 * @param policy what holds for the call
 * @param originals what stands behind the placeholders that went to the provider
 * @param verdict of a service that judges beside the call
 */
public record Screening(String domain, GuardPolicy policy, Map<String, String> originals, PendingVerdict verdict) {
    /** Of a request that was not looked at yet. */
    public static final Screening NONE = new Screening("", GuardPolicy.STRICTEST, Map.of(), PendingVerdict.NONE);

    public Screening {
        originals = Map.copyOf(originals);
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Screening[domain=" + domain + ", originals=" + originals.size() + "]";
    }
}
