package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.routing.feature.CrossFit;
import gateway.routing.feature.RoutingSet;
import gateway.routing.offpolicy.TruthReport;
import gateway.routing.replay.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How far off-policy estimates can be believed, written into their page: {@code ./serai drill offPolicy}. */
class OffPolicyDrill {
    private static final Path DATA = Path.of("..", "shared", "data");
    private static final Path PAGE = Path.of("docs", "routing-evaluate.md");
    private static final double COST_WEIGHT = 0.1;
    private static final int MOST_ROUNDS = 4_000;
    private static final int SEEDS = 20;
    private static final Map<TruthReport.Kind, String> NAMES = Map.of(
            TruthReport.Kind.STATIC_SOUND, "one model, 30 or more effective decisions",
            TruthReport.Kind.STATIC_FEW, "one model, fewer (marked `few`)",
            TruthReport.Kind.GREEDY, "greedy, cost weight 0 and 0.5",
            TruthReport.Kind.UNIFORM, "uniform");

    @Test
    void tellsHowFarEstimatesAreFromTheTruth() {
        assertThat(DATA).as("the evaluation data").isDirectory();
        CrossFit fit = CrossFit.of(DATA);
        StringBuilder page = new StringBuilder("""
                | set, share of decisions that are drawn, policy | estimates | IPS | SNIPS | doubly robust |
                |---|---:|---:|---:|---:|
                """);
        for (RoutingSet set : fit.sets()) {
            Problem problem = problem(set, fit.rows(set.name()));
            for (double random : List.of(0.02, 0.1)) {
                List<TruthReport.Judged> judged = TruthReport.of(
                        problem,
                        COST_WEIGHT,
                        random,
                        Math.min(MOST_ROUNDS, problem.requests().size()),
                        SEEDS);
                for (TruthReport.Kind kind : TruthReport.Kind.values()) {
                    if (judged.stream()
                            .anyMatch(each ->
                                    each.kind() == kind && each.quality().count() > 0)) {
                        String row = TruthReport.row(
                                set.name() + ", " + Math.round(100 * random) + " %, " + NAMES.get(kind), kind, judged);
                        Report.line(row.strip());
                        page.append(row);
                    }
                }
            }
        }
        Report.put(PAGE, page.toString());
        assertThat(PAGE).content().contains(page);
    }

    private static Problem problem(RoutingSet set, List<CrossFit.Row> rows) {
        List<Problem.Asked> asked = new ArrayList<>();
        for (CrossFit.Row row : rows) {
            List<Problem.Result> results = new ArrayList<>();
            for (int model = 0; model < set.models().size(); model++) {
                results.add(new Problem.Result(
                        row.outcome().rewards()[model],
                        row.outcome().usd()[model],
                        Math.round(row.outcome().outputTokens()[model])));
            }
            asked.add(new Problem.Asked(row.context(), row.outcome().inputTokens(), results));
        }
        return new Problem(
                set.name(),
                set.models().stream().map(RoutingSet.Model::name).toList(),
                set.models().stream()
                        .map(model -> new Problem.PricePair(model.usdIn(), model.usdOut()))
                        .toList(),
                asked);
    }
}
