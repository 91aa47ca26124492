package gateway.routing.replay;

import java.util.random.RandomGenerator;

/** Chooses any model. */
public final class RandomPlayer implements Player {
    private final int models;
    private final RandomGenerator random;

    /** Draws by a generator. */
    public RandomPlayer(Problem problem, RandomGenerator random) {
        this.models = problem.models().size();
        this.random = random;
    }

    @Override
    public String name() {
        return "random";
    }

    @Override
    public Pick choose(Problem.Asked asked) {
        return new Pick(random.nextInt(models), 1.0 / models, false);
    }

    @Override
    public void learn(Problem.Asked asked, int model, Problem.Result result) {
        // it never does
    }
}
