package gateway.routing.offpolicy;

import gateway.model.Routing.Candidate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A way to choose whose value is asked for. Immutable.
 *
 * @param name what it is called in reports
 * @param chances of the candidates of a round, which add up to 1; empty where it cannot choose
 */
public record TargetPolicy(String name, Function<Round, double[]> chances) {
    /** Always the same model; cannot choose where that is no candidate. */
    public static TargetPolicy always(String model) {
        return new TargetPolicy("always " + model, round -> {
            List<Candidate> candidates = round.candidates();
            for (int i = 0; i < candidates.size(); i++) {
                if (candidates.get(i).model().equals(model)) {
                    return only(i, candidates.size());
                }
            }
            return new double[0];
        });
    }

    /** Any candidate, with the same chance. */
    public static TargetPolicy uniform() {
        return new TargetPolicy("uniform", round -> {
            double[] chances = new double[round.candidates().size()];
            Arrays.fill(chances, 1.0 / chances.length);
            return chances;
        });
    }

    /** What was logged: the router itself. */
    public static TargetPolicy logged() {
        return new TargetPolicy(
                "the router as it was",
                round -> round.candidates().stream()
                        .mapToDouble(Candidate::propensity)
                        .toArray());
    }

    /**
     * The candidate of the best logged score, without exploration: expected quality less the weighted expected cost
     * relative to that of the dearest candidate.
     *
     * @param costWeight lambda
     */
    public static TargetPolicy greedy(double costWeight) {
        return new TargetPolicy("greedy, cost weight " + costWeight, round -> {
            List<Candidate> candidates = round.candidates();
            double dearest =
                    candidates.stream().mapToDouble(Candidate::usd).max().orElse(0);
            int best = 0;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < candidates.size(); i++) {
                Candidate each = candidates.get(i);
                double score = each.quality() - (dearest > 0 ? costWeight * each.usd() / dearest : 0);
                if (score > most) {
                    most = score;
                    best = i;
                }
            }
            return only(best, candidates.size());
        });
    }

    private static double[] only(int chosen, int count) {
        double[] chances = new double[count];
        chances[chosen] = 1;
        return chances;
    }

    @Override
    public String toString() {
        return "TargetPolicy[" + name + "]";
    }
}
