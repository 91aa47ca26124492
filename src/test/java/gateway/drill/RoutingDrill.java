package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.routing.Drift;
import gateway.routing.Replicas;
import gateway.routing.RoutingLab;
import gateway.routing.RoutingLab.Maker;
import gateway.routing.RoutingLab.Split;
import gateway.routing.feature.CrossFit;
import gateway.routing.feature.RoutingSet;
import gateway.routing.prior.Priors;
import gateway.routing.replay.FixedPlayer;
import gateway.routing.replay.Player;
import gateway.routing.replay.Replay;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What the learning router is worth on prompts whose outcome with every model is known: {@code ./serai drill routing}.
 * One pass, told only the outcome of the model that it chose; five splits of two seeds each.
 */
class RoutingDrill {
    private static final Path DATA = Path.of("..", "shared", "data");
    private static final double[] WEIGHTS = {0, 0.1, 0.2, 0.5};
    private static final double[] FINE = {0, 0.03, 0.05, 0.055, 0.06, 0.07};
    private static final int SEEDS = 2;
    /** Comparing each request with all before it takes time. */
    private static final int MOST_FOR_NEAREST = 3_000;

    private static final CrossFit FITTED = CrossFit.of(DATA);

    private final RoutingLab lab = new RoutingLab(FITTED);

    @Test
    void playsAllSets() {
        Report.line(
                "utility less that of the best single model in hindsight [quality at USD for 1,000], share explored");
        for (String set : RoutingSet.NAMES) {
            for (double weight : WEIGHTS) {
                Report.line(String.format(Locale.ROOT, "### %s, cost weight %.1f", set, weight));
                for (Map.Entry<String, Maker> each : RoutingLab.players().entrySet()) {
                    Report.line(row(set, weight, each.getKey(), each.getValue()));
                }
            }
        }
    }

    @Test
    void findsTheQualityOfTheBestModelForLess() {
        Report.line("warm, mmlupro: share of the best single model's quality, and of its cost");
        for (double weight : FINE) {
            Mean quality = new Mean();
            Mean cost = new Mean();
            for (int fold = 0; fold < CrossFit.FOLDS; fold++) {
                for (int seed = 0; seed < SEEDS; seed++) {
                    Split split = lab.split("mmlupro", fold);
                    Replay.Run best = play(split, FixedPlayer.best(split.problem(), 0), 0, seed);
                    Replay.Run run = play(split, RoutingLab.warm(split, weight, seed), weight, seed);
                    quality.add(run.quality() / best.quality());
                    cost.add(run.usd() / best.usd());
                }
            }
            Report.line(String.format(Locale.ROOT, "cost weight %.3f: quality %s, cost %s", weight, quality, cost));
        }
    }

    /** A prior from prompts of other tasks than those that come then. */
    @Test
    void leavesItsPriorWhenTheTasksAreOthers() {
        Set<String> exact = Set.of("math", "physics", "chemistry", "engineering", "computer science");
        Split split = new Split(
                lab.problem("mmlupro", row -> exact.contains(row.outcome().category())),
                new Priors(List.of(lab.benchmark(
                        "mmlupro", row -> !exact.contains(row.outcome().category())))));
        for (double weight : WEIGHTS) {
            Mean warm = new Mean();
            Mean prior = new Mean();
            for (int seed = 0; seed < 2 * CrossFit.FOLDS; seed++) {
                double best = play(split, FixedPlayer.best(split.problem(), weight), weight, seed)
                        .utility();
                warm.add(play(split, RoutingLab.warm(split, weight, seed), weight, seed)
                                .utility()
                        - best);
                prior.add(play(split, RoutingLab.unteachable(split, weight, seed), weight, seed)
                                .utility()
                        - best);
            }
            Report.line(String.format(
                    Locale.ROOT,
                    "mmlupro, prior of other tasks, cost weight %.1f: learning %s, without learning %s",
                    weight,
                    warm,
                    prior));
        }
    }

    @Test
    void noticesThatTheBestModelHasBecomeWorseAndThatItIsBack() {
        for (String set : List.of("mmlupro", "routellm_mmlu")) {
            for (double weight : new double[] {0, 0.1}) {
                Report.line(Drift.of(lab.split(set, 0), weight, 2 * CrossFit.FOLDS));
            }
        }
    }

    @Test
    void learnsAsMuchInFourReplicasAsInOne() {
        for (int every : new int[] {50, 200, 500}) {
            Report.line(Replicas.of(lab.split("mmlupro", 0), 0.1, 4, every, 2 * CrossFit.FOLDS));
        }
    }

    @Test
    void decidesInLittleTime() throws URISyntaxException, RunnerException {
        Collection<RunResult> results = Jmh.run(RoutingBenchmark.class);

        Report.line("| what | characters | p50 us | p99 us |\n|---|---|---|---|");
        for (RunResult each : results) {
            var result = each.getPrimaryResult();
            Report.line(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f | %.1f |",
                    result.getLabel(),
                    each.getParams().getParam("characters"),
                    result.getStatistics().getPercentile(50) / 1e3,
                    result.getStatistics().getPercentile(99) / 1e3));
        }
        assertThat(results).isNotEmpty();
    }

    private String row(String set, double weight, String name, Maker maker) {
        Mean utility = new Mean();
        Mean quality = new Mean();
        Mean usd = new Mean();
        Mean explored = new Mean();
        for (int fold = 0; fold < CrossFit.FOLDS; fold++) {
            Split split = lab.split(set, fold);
            if (name.startsWith("kNN") && split.problem().requests().size() > MOST_FOR_NEAREST) {
                return String.format(Locale.ROOT, "%-20s not run: too many requests", name);
            }
            double best = play(split, FixedPlayer.best(split.problem(), weight), weight, 0)
                    .utility();
            for (int seed = 0; seed < SEEDS; seed++) {
                Replay.Run run = play(split, maker.of(split, weight, seed), weight, seed);
                utility.add(run.utility() - best);
                quality.add(run.quality());
                usd.add(run.usd() * 1000);
                explored.add(run.explored());
            }
        }
        return String.format(
                Locale.ROOT,
                "%-20s %s [%.3f at %.3f] %.2f",
                name,
                utility,
                quality.value(),
                usd.value(),
                explored.value());
    }

    private static Replay.Run play(Split split, Player player, double weight, long seed) {
        return Replay.play(split.problem(), Replay.order(split.problem(), seed), player, weight, 1, seed);
    }
}
