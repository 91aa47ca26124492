package gateway.routing.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Plays requests once through, in an order drawn by a seed. */
public final class Replay {
    private Replay() {}

    /**
     * What came of it.
     *
     * @param quality mean reward
     * @param usd mean cost
     * @param utility mean of reward less weighted relative cost
     * @param explored share of choices that were explorations
     * @param regret how much utility had been lost against the best single model in hindsight, after each request
     */
    public record Run(double quality, double usd, double utility, double explored, List<Double> regret) {
        public Run {
            regret = List.copyOf(regret);
        }
    }

    /** A random order of requests. */
    public static List<Problem.Asked> order(Problem problem, long seed) {
        List<Problem.Asked> order = new ArrayList<>(problem.requests());
        Collections.shuffle(order, new Random(seed));
        return order;
    }

    /**
     * Plays.
     *
     * @param costWeight how much quality is given for a cost of the problem's reference
     * @param feedback the share of choices of which the player is told the outcome
     * @param seed decides on which ones
     */
    public static Run play(
            Problem problem, List<Problem.Asked> order, Player player, double costWeight, double feedback, long seed) {
        double reference = problem.referenceUsd();
        Random random = new Random(seed ^ 0x5DEECE66DL);
        double[] single = new double[problem.models().size()];
        double quality = 0;
        double usd = 0;
        double utility = 0;
        int explored = 0;
        List<Double> gained = new ArrayList<>(order.size());
        for (Problem.Asked asked : order) {
            Player.Pick pick = player.choose(asked);
            Problem.Result result = asked.results().get(pick.model());
            quality += result.reward();
            usd += result.usd();
            utility += result.reward() - costWeight * result.usd() / reference;
            explored += pick.explored() ? 1 : 0;
            gained.add(utility);
            for (int model = 0; model < single.length; model++) {
                Problem.Result other = asked.results().get(model);
                single[model] += other.reward() - costWeight * other.usd() / reference;
            }
            if (random.nextDouble() < feedback) {
                player.learn(asked, pick.model(), result);
            }
        }
        double best = java.util.Arrays.stream(single).max().orElse(0);
        List<Double> regret = new ArrayList<>(gained.size());
        for (int i = 0; i < gained.size(); i++) {
            regret.add(best * (i + 1) / gained.size() - gained.get(i));
        }
        int n = order.size();
        return new Run(quality / n, usd / n, utility / n, (double) explored / n, regret);
    }
}
