package gateway.routing.evaluation;

import gateway.model.Context;
import gateway.model.Routing.Candidate;
import gateway.routing.offpolicy.Round;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision of the gateway's own log, and what came of it.
 *
 * @param costWeight lambda in force
 * @param latencyWeight mu in force
 * @param context what the router saw
 * @param candidates in the order of their ranking, the one put first at the head
 * @param served the model that answered; empty if none did
 * @param explored whether another candidate promised more
 * @param shadow whether another strategy decided
 * @param fallback whether another model answered than the one put first
 * @param reward what was said of the answer, 0 to 1; null = nothing
 * @param usd what it cost; null = unknown
 * @param seconds to the first byte; null = there was none
 */
public record Logged(
        double costWeight,
        double latencyWeight,
        Context context,
        List<Candidate> candidates,
        String served,
        boolean explored,
        boolean shadow,
        boolean fallback,
        @Nullable Double reward,
        @Nullable Double usd,
        @Nullable Double seconds) {
    /** Below this, a difference of logged scores is rounding. */
    private static final double SMALL = 1e-5;

    public Logged {
        candidates = List.copyOf(candidates);
    }

    /** The decision with what came of it; null if it was not acted on, or nothing was said of the answer. */
    @Nullable Round round() {
        Double said = reward;
        if (shadow
                || said == null
                || candidates.isEmpty()
                || !(candidates.getFirst().propensity() > 0)) {
            return null;
        }
        double spent = usd == null ? 0 : usd;
        double waited = seconds == null ? 0 : seconds;
        double utility = said - costWeight * spent * relativeCost() - latencyWeight * waited;
        return new Round(context, candidates, new Round.Outcome(said, spent, utility));
    }

    /** The candidate that promised most. */
    Candidate best() {
        return candidates.stream()
                .reduce((some, other) -> other.utility() > some.utility() ? other : some)
                .orElseThrow();
    }

    /** The relative cost of one USD: as the scores were worked out, or else the dearest candidate counts as 1. */
    private double relativeCost() {
        Candidate dearest = candidates.stream()
                .reduce((some, other) -> other.usd() > some.usd() ? other : some)
                .orElseThrow();
        if (!(dearest.usd() > 0)) {
            return 0;
        }
        double taken = dearest.quality() - dearest.utility() - latencyWeight * dearest.seconds();
        return costWeight > 0 && taken > SMALL ? taken / costWeight / dearest.usd() : 1 / dearest.usd();
    }

    @Override
    public String toString() {
        return "Logged[" + candidates.size() + " candidates]";
    }
}
