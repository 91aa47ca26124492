package gateway.routing.offpolicy;

import gateway.model.Routing.Candidate;
import java.util.List;

/** A round that a policy is judged by, with what a regression expects. Immutable. */
final class Judged {
    private final Round round;
    private final double weight;
    private final double squareExpected;
    private final double[] direct = new double[Measure.COUNT];
    private final double[] expected = new double[Measure.COUNT];

    Judged(Round round, DirectModel model, double[] chances) {
        List<Candidate> candidates = round.candidates();
        double[] x = round.context().toArray();
        double squares = 0;
        for (int i = 0; i < chances.length; i++) {
            boolean first = i == 0;
            if (chances[i] == 0 && !first) {
                continue;
            }
            squares += chances[i] * chances[i] / candidates.get(i).propensity();
            for (Measure measure : Measure.values()) {
                double value = model.expected(candidates.get(i).model(), x, measure);
                direct[measure.place()] += chances[i] * value;
                if (first) {
                    expected[measure.place()] = value;
                }
            }
        }
        this.round = round;
        this.weight = chances[0] / candidates.getFirst().propensity();
        this.squareExpected = squares;
    }

    /** w: the policy's chance of the first choice over its propensity. */
    double weight() {
        return weight;
    }

    /** What the square of the weight is on average, over the draw of the first choice. */
    double squareExpected() {
        return squareExpected;
    }

    /** y: what came of it. */
    double outcome(Measure measure) {
        return round.outcome().of(measure);
    }

    /** What is expected of the policy. */
    double direct(Measure measure) {
        return direct[measure.place()];
    }

    /** What was expected of the first choice. */
    double expected(Measure measure) {
        return expected[measure.place()];
    }

    /** What was not expected. */
    double left(Measure measure) {
        return outcome(measure) - expected(measure);
    }

    /** The summand of the doubly robust estimate. */
    double robust(Measure measure) {
        return direct(measure) + weight * left(measure);
    }
}
