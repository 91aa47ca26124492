package gateway.routing;

import gateway.routing.feature.CrossFit;
import gateway.routing.feature.RequestFeatures;
import gateway.routing.feature.RoutingSet;
import gateway.routing.prior.Benchmark;
import gateway.routing.prior.PriorTraining;
import gateway.routing.prior.Priors;
import gateway.routing.replay.BanditPlayer;
import gateway.routing.replay.EpsilonGreedy;
import gateway.routing.replay.LinUcb;
import gateway.routing.replay.Nearest;
import gateway.routing.replay.Player;
import gateway.routing.replay.Problem;
import gateway.routing.replay.RandomPlayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** Routing sets as problems to play, each with priors from other prompts of the same set. */
public final class RoutingLab {
    /** Of five parts, those that a prior is from; all others are played. */
    private static final int OF_PRIOR = 2;

    private static final double ANSWERS_OF_PRIOR = 200;

    private final CrossFit fitted;

    /** Takes prompts as routers see them that were not trained on them. */
    public RoutingLab(CrossFit fitted) {
        this.fitted = fitted;
    }

    /**
     * What is played, and what was known before.
     *
     * @param priors from other prompts
     */
    public record Split(Problem problem, Priors priors) {
        /** How long answers to other prompts of the set were. */
        LengthPrior lengths() {
            String set = problem.name();
            return new LengthPrior(
                    priors.usualTokens(set),
                    ANSWERS_OF_PRIOR,
                    model -> priors.lengthOfBenchmark(set, model),
                    RequestFeatures.VERSION,
                    priors.shape());
        }
    }

    /** A way to make a player of a problem. */
    @FunctionalInterface
    public interface Maker {
        Player of(Split split, double costWeight, long seed);
    }

    /** A set, with a prior from two parts of it, the first of which is named, and the three others to be played. */
    public Split split(String set, int first) {
        IntPredicate known = fold -> (fold - first + CrossFit.FOLDS) % CrossFit.FOLDS < OF_PRIOR;
        return new Split(
                problem(set, row -> !known.test(row.fold())),
                new Priors(List.of(benchmark(set, row -> known.test(row.fold())))));
    }

    /** Some rows of a set as a benchmark. */
    public Benchmark benchmark(String set, Function<CrossFit.Row, Boolean> used) {
        return PriorTraining.benchmark(
                set(set), fitted.rows(set).stream().filter(used::apply).toList());
    }

    /** Some rows of a set to be played. */
    public Problem problem(String name, Function<CrossFit.Row, Boolean> used) {
        RoutingSet set = set(name);
        List<Problem.Asked> asked = new ArrayList<>();
        for (CrossFit.Row row : fitted.rows(name)) {
            if (used.apply(row)) {
                RoutingSet.Row outcome = row.outcome();
                List<Problem.Result> results = new ArrayList<>();
                for (int model = 0; model < set.models().size(); model++) {
                    results.add(new Problem.Result(
                            outcome.rewards()[model], outcome.usd()[model], (long) outcome.outputTokens()[model]));
                }
                asked.add(new Problem.Asked(row.context(), outcome.inputTokens(), results));
            }
        }
        return new Problem(
                name,
                set.models().stream().map(RoutingSet.Model::name).toList(),
                set.models().stream()
                        .map(model -> new Problem.PricePair(model.usdIn(), model.usdOut()))
                        .toList(),
                asked);
    }

    /** The players that are compared, by name. */
    public static Map<String, Maker> players() {
        Map<String, Maker> makers = new LinkedHashMap<>();
        makers.put("random", (split, weight, seed) -> new RandomPlayer(split.problem(), new Random(seed)));
        makers.put(
                "epsilon-greedy 0.05",
                (split, weight, seed) -> new EpsilonGreedy(split.problem(), 0.05, weight, new Random(seed)));
        makers.put("LinUCB 0.4", (split, weight, seed) -> new LinUcb(split.problem(), 0.4, weight));
        makers.put("kNN 60", (split, weight, seed) -> new Nearest(split.problem(), 60, 0.05, weight, new Random(seed)));
        makers.put("cold", (split, weight, seed) -> router(split, model -> Prior.NONE, weight, seed));
        makers.put("warm", RoutingLab::warm);
        return makers;
    }

    /** The router with priors from other prompts of the same set. */
    public static Player warm(Split split, double weight, long seed) {
        String set = split.problem().name();
        Experience experience =
                experience(split.problem(), model -> split.priors().ofBenchmark(set, model), RoutingListener.NOBODY);
        return router(split.problem(), experience, split.lengths(), weight, seed);
    }

    /** The same, which keeps to its prior whatever it is told. */
    public static Player unteachable(Split split, double weight, long seed) {
        Player warm = warm(split, weight, seed);
        return new Player() {
            @Override
            public String name() {
                return "unteachable";
            }

            @Override
            public Pick choose(Problem.Asked asked) {
                return warm.choose(asked);
            }

            @Override
            public void learn(Problem.Asked asked, int model, Problem.Result result) {
                // it never does
            }
        };
    }

    /** The router as it runs in the gateway. */
    public static BanditPlayer router(Split split, Function<String, Prior> priors, double weight, long seed) {
        return router(split.problem(), experience(split.problem(), priors, RoutingListener.NOBODY), weight, seed);
    }

    /** The router with experience that others may have too. */
    public static BanditPlayer router(Problem problem, Experience experience, double weight, long seed) {
        return router(
                problem, experience, LengthPrior.none(RequestFeatures.VERSION, RequestFeatures.SIZE), weight, seed);
    }

    private static BanditPlayer router(
            Problem problem, Experience experience, LengthPrior lengths, double weight, long seed) {
        return new BanditPlayer(
                "router",
                problem,
                experience,
                new Bandit(experience, Tuning.USUAL, new Random(seed)),
                new Objective("lab", weight, 0, problem.referenceUsd()),
                0.1,
                lengths);
    }

    /** Experience in which nothing was learnt yet. */
    public static Experience experience(Problem problem, Function<String, Prior> priors, RoutingListener listener) {
        return new Experience(
                RequestFeatures.VERSION,
                RequestFeatures.SIZE,
                Tuning.USUAL,
                priors,
                problem.models(),
                () -> BanditPlayer.NOW,
                listener);
    }

    private RoutingSet set(String name) {
        return fitted.sets().get(RoutingSet.NAMES.indexOf(name));
    }
}
