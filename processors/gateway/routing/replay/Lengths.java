package gateway.routing.replay;

/** How long each model's answers are: means over what was seen, begun with one of 150 tokens. */
final class Lengths {
    private static final double FIRST = 150;

    private final double[] sums;
    private final double[] counts;

    Lengths(int models) {
        this.sums = new double[models];
        this.counts = new double[models];
        java.util.Arrays.fill(sums, FIRST);
        java.util.Arrays.fill(counts, 1);
    }

    void see(int model, double tokens) {
        sums[model] += tokens;
        counts[model]++;
    }

    double usd(Problem problem, Problem.Asked asked, int model) {
        Problem.PricePair price = problem.prices().get(model);
        return asked.inputTokens() * price.inputUsd() + sums[model] / counts[model] * price.outputUsd();
    }
}
