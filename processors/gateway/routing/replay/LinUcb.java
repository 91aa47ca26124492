package gateway.routing.replay;

import java.util.Arrays;

/**
 * LinUCB with a linear model each, as published: Li, Chu, Langford and Schapire 2010, A Contextual-Bandit Approach to
 * Personalized News Article Recommendation, algorithm 1 (arXiv:1003.0146); costs are taken as known.
 */
public final class LinUcb implements Player {
    private final Problem problem;
    private final double alpha;
    private final double costWeight;
    private final double reference;
    private final Lengths lengths;
    private final double[][][] inverse;
    private final double[][] sums;

    /**
     * Starts without knowledge.
     *
     * @param alpha how much a deviation is worth
     * @param costWeight how much quality is given for a cost of the reference
     */
    public LinUcb(Problem problem, double alpha, double costWeight) {
        this.problem = problem;
        this.alpha = alpha;
        this.costWeight = costWeight;
        this.reference = problem.referenceUsd();
        int models = problem.models().size();
        int d = problem.requests().getFirst().context().size();
        this.lengths = new Lengths(models);
        this.inverse = new double[models][d][d];
        this.sums = new double[models][d];
        for (double[][] each : inverse) {
            for (int i = 0; i < d; i++) {
                each[i][i] = 1;
            }
        }
    }

    @Override
    public String name() {
        return "LinUCB " + alpha;
    }

    @Override
    public Pick choose(Problem.Asked asked) {
        double[] x = asked.context().toArray();
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int model = 0; model < sums.length; model++) {
            double[] y = times(inverse[model], x);
            double bound = dot(y, sums[model]) + alpha * Math.sqrt(Math.max(0, dot(x, y)));
            double utility = bound - costWeight * lengths.usd(problem, asked, model) / reference;
            if (utility > most) {
                most = utility;
                best = model;
            }
        }
        return new Pick(best, 1, false);
    }

    @Override
    public void learn(Problem.Asked asked, int model, Problem.Result result) {
        lengths.see(model, (double) result.outputTokens());
        double[] x = asked.context().toArray();
        double[] y = times(inverse[model], x);
        double scale = 1 / (1 + dot(x, y));
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                inverse[model][i][j] -= scale * y[i] * y[j];
            }
            sums[model][i] += result.reward() * x[i];
        }
    }

    private static double[] times(double[][] matrix, double[] x) {
        return Arrays.stream(matrix).mapToDouble(row -> dot(row, x)).toArray();
    }

    private static double dot(double[] some, double[] others) {
        double sum = 0;
        for (int i = 0; i < some.length; i++) {
            sum += some[i] * others[i];
        }
        return sum;
    }
}
