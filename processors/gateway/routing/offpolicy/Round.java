package gateway.routing.offpolicy;

import gateway.model.Context;
import gateway.model.Routing.Candidate;
import java.util.List;

/**
 * A logged decision, and what came of it.
 *
 * @param context what the router saw
 * @param candidates the models that could have been put first, each with its propensity; the one that was is at the
 *     head
 * @param outcome what came of putting it first, whichever model answered in the end
 */
public record Round(Context context, List<Candidate> candidates, Outcome outcome) {
    public Round {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty() || !(candidates.getFirst().propensity() > 0)) {
            throw new IllegalArgumentException("a round has a first choice, with a propensity above 0");
        }
    }

    /**
     * What came of a decision.
     *
     * @param quality how good the answer was, 0 to 1
     * @param usd what it cost
     * @param utility quality less weighted cost and latency
     */
    public record Outcome(double quality, double usd, double utility) {
        double of(Measure measure) {
            return switch (measure) {
                case QUALITY -> quality;
                case USD -> usd;
                case UTILITY -> utility;
            };
        }
    }

    /** Whether each candidate could have been put first: only such rounds tell of all of them. */
    public boolean isOpen() {
        return candidates.stream().allMatch(candidate -> candidate.propensity() > 0);
    }

    /** Shows neither features nor scores. */
    @Override
    public String toString() {
        return "Round[" + candidates.size() + " candidates]";
    }
}
