package gateway.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The record of one request as it is kept; what can be searched by stands beside the whole. Holds no content.
 *
 * @param id the request id
 * @param at when the request was received
 * @param tenant whose
 * @param model the model that served or was asked for; empty where it is none of ours
 * @param deployment what served; null if nothing did
 * @param region where, in the provider's words; null if nowhere
 * @param required {@code eu} or {@code any}: what tenant and request demanded
 * @param guaranteed {@code eu} or {@code any}: what the serving deployment guarantees; null if none served
 * @param result {@code complete}, {@code cancelled}, {@code failed}, or the code of the refusal
 * @param completion the id by which the client knows the answer; null if there is none
 * @param json all of it
 */
public record StoredDecision(
        String id,
        Instant at,
        String tenant,
        String model,
        @Nullable String deployment,
        @Nullable String region,
        String required,
        @Nullable String guaranteed,
        String result,
        @Nullable String completion,
        String json) {
    /** One of an answer without an id. */
    public StoredDecision(
            String id,
            Instant at,
            String tenant,
            String model,
            @Nullable String deployment,
            @Nullable String region,
            String required,
            @Nullable String guaranteed,
            String result,
            String json) {
        this(id, at, tenant, model, deployment, region, required, guaranteed, result, null, json);
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "StoredDecision[" + id + ", " + result + "]";
    }
}
