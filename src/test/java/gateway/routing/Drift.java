package gateway.routing;

import gateway.routing.RoutingLab.Split;
import gateway.routing.replay.Player;
import gateway.routing.replay.Problem;
import gateway.routing.replay.Replay;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A replay in whose second third the model that was chosen most is only half as good. */
public final class Drift {
    /** Calls of each third. */
    private static final int THIRD = 3_000;
    /** Over so many calls a model's share is looked at. */
    private static final int WINDOW = 100;

    private final Split split;
    private final Player player;
    private final List<Problem.Asked> asked;
    private final Random random;
    private final Deque<Integer> last = new ArrayDeque<>();
    private int best;
    private double share;
    private int left = -1;
    private int back = -1;

    private Drift(Split split, double weight, long seed) {
        this.split = split;
        this.player = RoutingLab.warm(split, weight, seed);
        this.asked = Replay.order(split.problem(), seed);
        this.random = new Random(seed);
    }

    /** How many calls it takes until the share of the model has halved, and then until it is back. */
    public static String of(Split split, double weight, int seeds) {
        List<Integer> lefts = new ArrayList<>();
        List<Integer> backs = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            Drift drift = new Drift(split, weight, seed);
            drift.run();
            lefts.add(drift.left);
            backs.add(drift.back);
        }
        return String.format(
                Locale.ROOT,
                "%s, cost weight %.1f: calls until half of the traffic has left %s, until half of it is back %s"
                        + " (-1: not within %d)",
                split.problem().name(),
                weight,
                lefts.stream().sorted().toList(),
                backs.stream().sorted().toList(),
                THIRD);
    }

    private void run() {
        for (int call = 0; call < 3 * THIRD; call++) {
            Problem.Asked one = asked.get(call % asked.size());
            Player.Pick pick = player.choose(one);
            last.addLast(pick.model());
            if (last.size() > WINDOW) {
                last.removeFirst();
            }
            int third = call / THIRD;
            look(third, call - third * THIRD);
            Problem.Result result = one.results().get(pick.model());
            boolean spoilt = third == 1 && pick.model() == best && random.nextBoolean();
            double reward = spoilt ? 0 : result.reward();
            player.learn(one, pick.model(), new Problem.Result(reward, result.usd(), result.outputTokens()));
        }
    }

    private void look(int third, int call) {
        if (third == 0) {
            if (call == THIRD - 1) {
                int[] counts = new int[split.problem().models().size()];
                last.forEach(model -> counts[model]++);
                for (int model = 0; model < counts.length; model++) {
                    best = counts[model] > counts[best] ? model : best;
                }
                share = shareOfBest();
            }
        } else if (third == 1 && left < 0 && shareOfBest() < share / 2) {
            left = call;
        } else if (third == 2 && back < 0 && shareOfBest() > share / 2) {
            back = call;
        }
    }

    private double shareOfBest() {
        return (double) last.stream().filter(model -> model == best).count() / last.size();
    }
}
