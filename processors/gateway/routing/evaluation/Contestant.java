package gateway.routing.evaluation;

import gateway.model.Context;
import gateway.routing.Bandit;
import gateway.routing.Experience;
import gateway.routing.LengthPrior;
import gateway.routing.Objective;
import gateway.routing.Prior;
import gateway.routing.RoutingListener;
import gateway.routing.Tuning;
import gateway.routing.prior.Priors;
import gateway.routing.replay.BanditPlayer;
import gateway.routing.replay.EpsilonGreedy;
import gateway.routing.replay.FixedPlayer;
import gateway.routing.replay.LinUcb;
import gateway.routing.replay.Nearest;
import gateway.routing.replay.Player;
import gateway.routing.replay.Problem;
import gateway.routing.replay.RandomPlayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * A kind of player.
 *
 * @param name in reports
 * @param player makes one that knows nothing yet
 */
record Contestant(String name, Entry player) {
    static final String BEST_SINGLE = "best single model";
    static final String COLD = "router, cold";
    static final String WARM = "router, warm";

    /** Nearest neighbours take time that grows with the square of the rows. */
    static final int MOST_ROWS_OF_NEAREST = 3_000;

    private static final double EPSILON = 0.05;
    private static final double ALPHA = 0.4;
    private static final int NEIGHBOURS = 40;
    private static final double MILLION = 1e6;

    /** Makes a player. */
    interface Entry {
        Player of(Problem problem, double costWeight, long seed);
    }

    /** All that compete on a set; the best single model first. */
    static List<Contestant> of(Problem problem, Priors priors, double share) {
        List<Contestant> all = new ArrayList<>();
        all.add(new Contestant(BEST_SINGLE, (set, weight, seed) -> FixedPlayer.best(set, weight)));
        all.add(new Contestant("random", (set, weight, seed) -> new RandomPlayer(set, new Random(seed))));
        all.add(new Contestant(
                "epsilon-greedy " + EPSILON,
                (set, weight, seed) -> new EpsilonGreedy(set, EPSILON, weight, new Random(seed))));
        all.add(new Contestant("LinUCB " + ALPHA, (set, weight, seed) -> new LinUcb(set, ALPHA, weight)));
        if (problem.requests().size() <= MOST_ROWS_OF_NEAREST) {
            all.add(new Contestant(
                    "kNN " + NEIGHBOURS,
                    (set, weight, seed) -> new Nearest(set, NEIGHBOURS, EPSILON, weight, new Random(seed))));
        }
        Map<String, Prior> known = known(problem, priors);
        Context context = problem.requests().getFirst().context();
        LengthPrior none = LengthPrior.none(context.version(), context.size());
        LengthPrior lengths =
                LengthPrior.relative(model -> length(problem.name(), priors, model), context.version(), priors.shape());
        all.add(router(COLD, share, model -> Prior.NONE, none));
        all.add(router(WARM, share, model -> known.getOrDefault(model, Prior.NONE), lengths));
        return all;
    }

    private static Contestant router(String name, double share, Function<String, Prior> priors, LengthPrior lengths) {
        return new Contestant(name, (set, weight, seed) -> {
            Objective objective = new Objective("replay", weight, 0, set.referenceUsd());
            Context context = set.requests().getFirst().context();
            Experience experience = new Experience(
                    context.version(),
                    context.size(),
                    Tuning.USUAL,
                    priors,
                    set.models(),
                    () -> BanditPlayer.NOW,
                    RoutingListener.NOBODY);
            Bandit bandit = new Bandit(experience, Tuning.USUAL, new Random(seed));
            return new BanditPlayer(name, set, experience, bandit, objective, share, lengths);
        });
    }

    private static LengthPrior.Level length(String set, Priors priors, String model) {
        LengthPrior.Level same = priors.lengthOfBenchmark(set, model);
        return same.equals(LengthPrior.Level.UNKNOWN) ? priors.length(model) : same;
    }

    /** What the gateway is shipped with of each model: by the benchmark's own name, or else by family or price. */
    private static Map<String, Prior> known(Problem problem, Priors priors) {
        Map<String, Prior> known = new HashMap<>();
        for (int i = 0; i < problem.models().size(); i++) {
            String model = problem.models().get(i);
            Problem.PricePair price = problem.prices().get(i);
            Prior same = priors.ofBenchmark(problem.name(), model);
            known.put(
                    model,
                    same.equals(Prior.NONE)
                            ? priors.of(model, (3 * price.inputUsd() + price.outputUsd()) / 4 * MILLION)
                            : same);
        }
        return known;
    }

    @Override
    public String toString() {
        return "Contestant[" + name + "]";
    }
}
