package gateway.feedback;

import gateway.model.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of an answer, before anybody has looked whether there is one.
 *
 * @param request the id of the request that says it
 * @param tenant who says it
 * @param id the decision's id, or that of its answer
 * @param score how good the answer was, 0 to 1
 * @param reason a code of the client's; null = none
 */
public record Opinion(
        String request,
        Tenant tenant,
        String id,
        double score,
        @Nullable String reason) {
    /** Shows no words of the client. */
    @Override
    public String toString() {
        return "Opinion[" + request + "]";
    }
}
