package gateway.routing.replay;

/** Always chooses the same model. */
public final class FixedPlayer implements Player {
    private final String name;
    private final int model;

    /** Takes the model's number. */
    public FixedPlayer(String name, int model) {
        this.name = name;
        this.model = model;
    }

    /** The model of the largest mean utility, as is known afterwards. */
    public static FixedPlayer best(Problem problem, double costWeight) {
        double reference = problem.referenceUsd();
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int model = 0; model < problem.models().size(); model++) {
            double sum = 0;
            for (Problem.Asked each : problem.requests()) {
                Problem.Result result = each.results().get(model);
                sum += result.reward() - costWeight * result.usd() / reference;
            }
            if (sum > most) {
                most = sum;
                best = model;
            }
        }
        return new FixedPlayer("best single model", best);
    }

    /** The model's number. */
    public int model() {
        return model;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Pick choose(Problem.Asked asked) {
        return new Pick(model, 1, false);
    }

    @Override
    public void learn(Problem.Asked asked, int number, Problem.Result result) {
        // it never does
    }
}
