package gateway.routing.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.routing.prior.Priors;
import gateway.routing.replay.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The report on made-up outcomes: what it says, and that it says the same each time. */
class DataReportTest {
    private static final Priors NOTHING = new Priors(List.of());
    private static final Terms TERMS = new Terms(List.of(0.0, 0.2), 3, 0.1);

    @Test
    void hasTablesAndChartsOfEachSet() {
        List<String> told = new ArrayList<>();
        Map<String, String> files = DataReport.of(
                List.of(Sets.problem("made up/1", 300), Sets.problem("other", 40)), NOTHING, TERMS, told::add);

        assertThat(files.keySet())
                .containsExactly(
                        "made-up-1-w0.0-regret.svg",
                        "made-up-1-w0.2-regret.svg",
                        "made-up-1-quality-cost.svg",
                        "other-w0.0-regret.svg",
                        "other-w0.2-regret.svg",
                        "other-quality-cost.svg",
                        "report.md");
        String page = page(files);
        assertThat(page)
                .contains(
                        "only fair on rows that the features and the shipped priors were not trained",
                        "## made up/1\n\n300 requests, 3 models.",
                        "### made up/1, cost weight 0.2",
                        "The best single model in hindsight is house/dear.",
                        "| best single model |",
                        "| random |",
                        "| epsilon-greedy 0.05 |",
                        "| LinUCB 0.4 |",
                        "| kNN 40 |",
                        "| router, cold |",
                        "| router, warm |",
                        "| oracle |",
                        "| mix of single models |",
                        "![Cumulative regret](made-up-1-w0.2-regret.svg)");
        assertThat(told).hasSize(4).first().isEqualTo("made up/1, cost weight 0.0: played");
    }

    @Test
    void isTheSameEachTime() {
        List<Problem> sets = List.of(Sets.problem("made", 120));

        assertThat(DataReport.of(sets, NOTHING, TERMS, text -> {}))
                .isEqualTo(DataReport.of(sets, NOTHING, TERMS, text -> {}));
    }

    @Test
    void findsTheRouterBetterThanOneModelWhereContentTells() {
        // with the dear one out of reach, left and right are worth 0.55 each, and 0.8 on their own kind
        Contest.Result result =
                Contest.play(Sets.problem("made", 1_500), NOTHING, new Terms(List.of(0.5), 3, 0.1), text -> {});
        Contest.Weighed weighed = result.rounds().getFirst();
        Contest.Standing router = standing(weighed, Contestant.COLD);
        Contest.Standing without = standing(weighed, "epsilon-greedy 0.05");

        assertThat(router.utility().mean()).isGreaterThan(weighed.bestUtility() + 0.1);
        assertThat(without.utility().mean()).isLessThan(weighed.bestUtility());
        assertThat(weighed.oracleUtility()).isGreaterThan(router.utility().mean());
        assertThat(router.regret().getLast().y()).isNegative();
        assertThat(router.explored()).isBetween(0.001, 0.11);
        assertThat(standing(weighed, Contestant.BEST_SINGLE).utility().mean())
                .isCloseTo(weighed.bestUtility(), org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void leavesOutNearestNeighboursOfManyRows() {
        assertThat(names(Sets.problem("small", 30))).contains("kNN 40");
        assertThat(names(Sets.problem("large", 3_001))).hasSize(6).doesNotContain("kNN 40");
    }

    private static List<String> names(Problem problem) {
        return Contestant.of(problem, NOTHING, 0.1).stream()
                .map(Contestant::name)
                .toList();
    }

    private static Contest.Standing standing(Contest.Weighed weighed, String name) {
        return weighed.standings().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String page(Map<String, String> files) {
        return files.getOrDefault(DataReport.PAGE, "");
    }
}
