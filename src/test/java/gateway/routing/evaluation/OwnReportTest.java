package gateway.routing.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gateway.model.Context;
import gateway.model.Routing.Candidate;
import gateway.routing.offpolicy.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of the gateway's own log. */
class OwnReportTest {
    private static final List<Double> WEIGHTS = List.of(0.0, 0.5);

    @Test
    void tellsWhatOtherPoliciesWouldHaveBeenWorth() {
        String page = page(log(600));

        assertThat(page)
                .startsWith("# What the router was worth, by its own log\n\nNovember. docs/")
                .contains(
                        "| in the log | 604 |",
                        "| left out: only written down, another strategy decided (shadow) | 1 |",
                        "| left out: without feedback | 1 |",
                        "| left out: a candidate could not have been put first | 1 |",
                        "| left out: of another version of features, or without candidates | 1 |",
                        "| judged | 600 |",
                        "| the router as it was | 600 | 0 | 600.0 | 1.000 |  |",
                        "| greedy, cost weight 0.5 |",
                        "| always cheap | 600 |",
                        "| always good | 600 |",
                        "![Quality against cost](quality-cost.svg)");
        assertThat(page).contains("The best single model by utility, as is estimated afterwards, is always good.");
    }

    @Test
    void isTheSameEachTime() {
        assertThat(OwnReport.of("November", log(200), WEIGHTS)).isEqualTo(OwnReport.of("November", log(200), WEIGHTS));
    }

    @Test
    void saysWhatExplorationCost() {
        String page = page(
                List.of(logged(1, 0, false, 1.0, "f1"), logged(1, 1, true, 1.0, "f1"), logged(1, 1, true, null, "f1")));

        // each time 0.6 - 0.4 of utility, and 0.009 of 0.01 USD
        assertThat(page)
                .contains(
                        "| decisions | 2 |",
                        "| share of all | 66.7 % |",
                        "| utility spent, by the logged scores | 0.400 |",
                        "| USD spent (below 0: saved), by the logged scores | -0.018 |",
                        "| cheap | 66.7 % | 66.7 % | 1 | 1.000 | 1.000 |");
    }

    @Test
    void saysThatNothingCanBeEstimated() {
        assertThat(page(List.of())).contains("| in the log | 0 |", "Nothing can be estimated");
        assertThat(page(List.of(logged(1, 0, false, null, "f1")))).contains("Nothing can be estimated");
    }

    @Test
    void weighsCostAsTheScoresDid() {
        // the dearest candidate lost 0.2 of utility by its cost of 0.01 USD, so that a USD takes 20
        Round round = Objects.requireNonNull(logged(1, 0, false, 0.75, "f1").round());

        assertThat(round.outcome().utility()).isEqualTo(0.75 - 20 * 0.012 - 0.01 * 2, within(1e-9));
        assertThat(logged(1, 0, false, null, "f1").round()).isNull();
    }

    private static String page(List<Logged> log) {
        Map<String, String> files = OwnReport.of("November", log, WEIGHTS);
        return files.getOrDefault(DataReport.PAGE, "");
    }

    /** So many decisions that count, and four that do not. */
    private static List<Logged> log(int count) {
        Random random = new Random(3);
        List<Logged> log = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble();
            int first = random.nextDouble() < 0.8 ? 0 : 1;
            log.add(logged(x, first, first == 1, random.nextDouble() < (first == 0 ? 0.9 : 0.2) ? 1.0 : 0.0, "f1"));
        }
        Logged usual = logged(1, 0, false, 1.0, "f1");
        log.add(logged(1, 0, false, null, "f1"));
        log.add(logged(1, 0, false, 1.0, "f0"));
        log.add(new Logged(0.2, 0.01, usual.context(), usual.candidates(), "good", false, true, false, 1.0, 0.01, 1.0));
        List<Candidate> certain = List.of(candidate("good", 1), candidate("cheap", 0));
        log.add(new Logged(0.2, 0.01, usual.context(), certain, "good", false, false, true, 1.0, 0.01, 1.0));
        return log;
    }

    private static Logged logged(double x, int first, boolean explored, @Nullable Double reward, String version) {
        List<Candidate> candidates = first == 0
                ? List.of(candidate("good", 0.8), candidate("cheap", 0.2))
                : List.of(candidate("cheap", 0.2), candidate("good", 0.8));
        return new Logged(
                0.2,
                0.01,
                new Context(version, new double[] {1, x}),
                candidates,
                first == 0 ? "good" : "cheap",
                explored,
                false,
                false,
                reward,
                first == 0 ? 0.012 : 0.001,
                2.0);
    }

    private static Candidate candidate(String model, double propensity) {
        boolean good = model.equals("good");
        return new Candidate(
                model, model + "-eu", good ? 0.81 : 0.43, good ? 0.01 : 0.001, 1, good ? 0.6 : 0.4, propensity);
    }
}
