package gateway.call;

import gateway.model.Attempt;
import gateway.model.Outcome;
import gateway.model.Plan;
import gateway.model.Redacted;
import java.util.List;

/**
 * An answer that broke off in its middle, with which another deployment may go on.
 *
 * @param outcome what had answered
 * @param plan the request and where it may go, with its own end and its own cancellation
 * @param attempts all that was tried, the broken one last
 * @param soFar the text so far as the provider wrote it; blank where the answer is to begin anew
 */
public record BrokenOff(Outcome outcome, Plan plan, List<Attempt> attempts, Redacted soFar) {
    public BrokenOff {
        attempts = List.copyOf(attempts);
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "BrokenOff[attempts=" + attempts.size() + "]";
    }
}
