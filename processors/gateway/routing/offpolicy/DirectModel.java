package gateway.routing.offpolicy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * What comes of putting a model first, as a function of the context: what holds for all models together, and for each
 * what is left of it, both by {@link Ridge}. A model that was never put first is an average one. Immutable.
 */
final class DirectModel {
    private static final double COMMON_PENALTY = 1e-3;
    private static final double LEVEL_PENALTY = 1;
    private static final double SLOPE_PENALTY = 50;

    private final double[][] common;
    private final Map<String, double[][]> own;

    private DirectModel(double[][] common, Map<String, double[][]> own) {
        this.common = common;
        this.own = own;
    }

    /** Fits it to some of the rounds. */
    static DirectModel fit(List<Round> rounds, IntPredicate used) {
        int dimension = rounds.getFirst().context().size();
        Ridge all = new Ridge(dimension, Measure.COUNT, COMMON_PENALTY, SLOPE_PENALTY);
        for (int i = 0; i < rounds.size(); i++) {
            if (used.test(i)) {
                Round round = rounds.get(i);
                all.add(round.context().toArray(), outcomes(round));
            }
        }
        double[][] common = all.solve();
        Map<String, Ridge> each = new HashMap<>();
        for (int i = 0; i < rounds.size(); i++) {
            if (used.test(i)) {
                Round round = rounds.get(i);
                double[] x = round.context().toArray();
                double[] left = outcomes(round);
                for (int k = 0; k < left.length; k++) {
                    left[k] -= Ridge.at(common[k], x);
                }
                each.computeIfAbsent(
                                round.candidates().getFirst().model(),
                                model -> new Ridge(dimension, Measure.COUNT, LEVEL_PENALTY, SLOPE_PENALTY))
                        .add(x, left);
            }
        }
        Map<String, double[][]> own = new HashMap<>();
        each.forEach((model, ridge) -> own.put(model, ridge.solve()));
        return new DirectModel(common, own);
    }

    /** What is expected of a model. */
    double expected(String model, double[] x, Measure measure) {
        double[][] left = own.get(model);
        double shared = Ridge.at(common[measure.place()], x);
        return left == null ? shared : shared + Ridge.at(left[measure.place()], x);
    }

    private static double[] outcomes(Round round) {
        double[] outcomes = new double[Measure.COUNT];
        for (Measure measure : Measure.values()) {
            outcomes[measure.place()] = round.outcome().of(measure);
        }
        return outcomes;
    }
}
