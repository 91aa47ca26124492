package gateway.routing.replay;

import java.util.random.RandomGenerator;

/** Knows no content: the model of the best mean, or with a fixed chance any. */
public final class EpsilonGreedy implements Player {
    private static final double FIRST = 0.5;
    private static final double FIRST_WEIGHT = 0.1;

    private final Problem problem;
    private final double epsilon;
    private final double costWeight;
    private final double reference;
    private final RandomGenerator random;
    private final Lengths lengths;
    private final double[] sums;
    private final double[] counts;

    /**
     * Starts without knowledge.
     *
     * @param costWeight how much quality is given for a cost of the reference
     */
    public EpsilonGreedy(Problem problem, double epsilon, double costWeight, RandomGenerator random) {
        this.problem = problem;
        this.epsilon = epsilon;
        this.costWeight = costWeight;
        this.reference = problem.referenceUsd();
        this.random = random;
        int models = problem.models().size();
        this.lengths = new Lengths(models);
        this.sums = new double[models];
        this.counts = new double[models];
        java.util.Arrays.fill(sums, FIRST * FIRST_WEIGHT);
        java.util.Arrays.fill(counts, FIRST_WEIGHT);
    }

    @Override
    public String name() {
        return "epsilon-greedy " + epsilon;
    }

    @Override
    public Pick choose(Problem.Asked asked) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int model = 0; model < sums.length; model++) {
            double utility = sums[model] / counts[model] - costWeight * lengths.usd(problem, asked, model) / reference;
            if (utility > most) {
                most = utility;
                best = model;
            }
        }
        int picked = random.nextDouble() < epsilon ? random.nextInt(sums.length) : best;
        double floor = epsilon / sums.length;
        return new Pick(picked, picked == best ? 1 - epsilon + floor : floor, picked != best);
    }

    @Override
    public void learn(Problem.Asked asked, int model, Problem.Result result) {
        lengths.see(model, (double) result.outputTokens());
        sums[model] += result.reward();
        counts[model]++;
    }
}
