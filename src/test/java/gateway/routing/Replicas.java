package gateway.routing;

import gateway.routing.RoutingLab.Split;
import gateway.routing.replay.BanditPlayer;
import gateway.routing.replay.FixedPlayer;
import gateway.routing.replay.Player;
import gateway.routing.replay.Problem;
import gateway.routing.replay.Replay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Several replicas that take turns, share what they learn now and then, and are judged together. */
public final class Replicas implements Player {
    private final List<Experience> experiences = new ArrayList<>();
    private final List<BanditPlayer> players = new ArrayList<>();
    private final Map<String, Sums> store = new HashMap<>();
    private final int every;
    private int calls;

    private Replicas(Split split, double weight, int count, int every, long seed) {
        this.every = every;
        for (int i = 0; i < count; i++) {
            Experience experience = RoutingLab.experience(split.problem(), model -> Prior.NONE, RoutingListener.NOBODY);
            experiences.add(experience);
            players.add(RoutingLab.router(split.problem(), experience, weight, seed * count + i));
        }
    }

    /** The mean regret for a request, cold, of several replicas and of one with all of the traffic. */
    public static String of(Split split, double weight, int count, int every, int seeds) {
        double shared = 0;
        double alone = 0;
        double apart = 0;
        for (int seed = 0; seed < seeds; seed++) {
            List<Problem.Asked> order = Replay.order(split.problem(), seed);
            double best = utility(split, order, FixedPlayer.best(split.problem(), weight), weight);
            shared += best - utility(split, order, new Replicas(split, weight, count, every, seed), weight);
            alone += best - utility(split, order, new Replicas(split, weight, 1, every, seed), weight);
            apart += best - utility(split, order, new Replicas(split, weight, count, Integer.MAX_VALUE, seed), weight);
        }
        return String.format(
                Locale.ROOT,
                "%s cold, cost weight %.1f, regret for a request: one process %.4f, %d replicas that exchange every %d"
                        + " calls %.4f, that never do %.4f",
                split.problem().name(),
                weight,
                alone / seeds,
                count,
                every,
                shared / seeds,
                apart / seeds);
    }

    @Override
    public String name() {
        return "replicas";
    }

    @Override
    public Pick choose(Problem.Asked asked) {
        if (++calls % every == 0) {
            for (Experience each : experiences) {
                each.send().forEach((key, delta) -> store.merge(key, delta, Sums::plus));
                each.sent();
            }
            experiences.forEach(each -> each.take(store));
        }
        return players.get(calls % players.size()).choose(asked);
    }

    @Override
    public void learn(Problem.Asked asked, int model, Problem.Result result) {
        players.get(calls % players.size()).learn(asked, model, result);
    }

    private static double utility(Split split, List<Problem.Asked> order, Player player, double weight) {
        return Replay.play(split.problem(), order, player, weight, 1, 1).utility();
    }
}
