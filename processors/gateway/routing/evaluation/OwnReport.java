package gateway.routing.evaluation;

import static gateway.routing.evaluation.MarkdownTable.number;
import static gateway.routing.evaluation.MarkdownTable.percent;
import static gateway.routing.evaluation.MarkdownTable.safe;
import static gateway.routing.evaluation.MarkdownTable.signed;

import gateway.model.Routing.Candidate;
import gateway.routing.offpolicy.Estimate;
import gateway.routing.offpolicy.Measure;
import gateway.routing.offpolicy.Method;
import gateway.routing.offpolicy.OffPolicy;
import gateway.routing.offpolicy.PolicyValue;
import gateway.routing.offpolicy.Round;
import gateway.routing.offpolicy.TargetPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the gateway's router was worth by its own log, and what others would have been: {@code report.md} and its
 * charts. Holds nothing of any request. The same files each time.
 */
public final class OwnReport {
    private static final double THOUSAND = 1_000;

    private final StringBuilder page = new StringBuilder();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<Logged> decisions;

    private OwnReport(List<Logged> decisions) {
        this.decisions = decisions;
    }

    /**
     * Reports on a log.
     *
     * @param span what it is of, in words
     * @param decisions oldest first
     * @param costWeights lambdas of the greedy policies that are judged
     * @return texts by the names of their files
     */
    public static Map<String, String> of(String span, List<Logged> decisions, List<Double> costWeights) {
        OwnReport report = new OwnReport(decisions);
        report.write(span, costWeights);
        report.files.put(DataReport.PAGE, report.page.toString());
        return report.files;
    }

    private void write(String span, List<Double> costWeights) {
        page.append("# What the router was worth, by its own log\n\n")
                .append(safe(span))
                .append(". docs/routing-evaluate.md explains every figure.\n\n");
        OffPolicy judge = new OffPolicy(rounds());
        counts(judge);
        models();
        exploration();
        if (judge.rounds().isEmpty()) {
            page.append("## Other policies\n\nNothing can be estimated: there is no decision with feedback in which")
                    .append(
                            " every candidate could have been put first. Raise the share of exploration, or send feedback")
                    .append(" (`POST /v1/feedback`).\n");
            return;
        }
        policies(judge, costWeights);
    }

    /** Those with feedback, of the version of contexts that most of these have. */
    private List<Round> rounds() {
        Map<String, List<Round>> byVersion = new TreeMap<>();
        for (Logged each : decisions) {
            Round round = each.round();
            if (round != null) {
                byVersion
                        .computeIfAbsent(
                                each.context().version() + " " + each.context().size(), version -> new ArrayList<>())
                        .add(round);
            }
        }
        return byVersion.values().stream()
                .reduce((some, other) -> other.size() > some.size() ? other : some)
                .orElse(List.of());
    }

    private void counts(OffPolicy judge) {
        long shadow = decisions.stream().filter(Logged::shadow).count();
        long silent = decisions.stream()
                .filter(each -> !each.shadow() && each.reward() == null)
                .count();
        int judged = judge.rounds().size();
        long versions = decisions.size() - shadow - silent - judged - judge.closed();
        MarkdownTable table = new MarkdownTable("decisions", "number");
        table.row("in the log", Integer.toString(decisions.size()));
        table.row("left out: only written down, another strategy decided (shadow)", Long.toString(shadow));
        table.row("left out: without feedback", Long.toString(silent));
        table.row("left out: a candidate could not have been put first", Integer.toString(judge.closed()));
        table.row("left out: of another version of features, or without candidates", Long.toString(versions));
        table.row("judged", Integer.toString(judged));
        table.row(
                "answered by another model than the one put first (part of the above)",
                Long.toString(decisions.stream().filter(Logged::fallback).count()));
        page.append(table.text())
                .append(
                        "All estimates speak for the judged decisions only. Where clients who give feedback are not like the")
                .append(" others, so are the figures.\n\n");
    }

    private void models() {
        Map<String, Tally> tallies = new TreeMap<>();
        int decided = 0;
        int answered = 0;
        for (Logged each : decisions) {
            if (each.shadow() || each.candidates().isEmpty()) {
                continue;
            }
            decided++;
            tallies.computeIfAbsent(each.candidates().getFirst().model(), model -> new Tally()).first++;
            if (!each.served().isEmpty()) {
                answered++;
                tallies.computeIfAbsent(each.served(), model -> new Tally()).serve(each);
            }
        }
        MarkdownTable table = new MarkdownTable(
                "model", "put first", "answered", "with feedback", "mean reward", "USD per 1,000 answers");
        for (Map.Entry<String, Tally> each : tallies.entrySet()) {
            Tally tally = each.getValue();
            table.row(
                    each.getKey(),
                    percent((double) tally.first / decided),
                    percent((double) tally.served / answered),
                    Integer.toString(tally.rated),
                    number(tally.rewards / tally.rated),
                    number(tally.usd / tally.served * THOUSAND));
        }
        page.append("## Models\n\n").append(table.text());
    }

    private void exploration() {
        int acted = 0;
        int explored = 0;
        double utility = 0;
        double usd = 0;
        for (Logged each : decisions) {
            if (each.shadow() || each.candidates().isEmpty()) {
                continue;
            }
            acted++;
            if (each.explored()) {
                explored++;
                Candidate best = each.best();
                Candidate first = each.candidates().getFirst();
                utility += best.utility() - first.utility();
                usd += first.usd() - best.usd();
            }
        }
        MarkdownTable table = new MarkdownTable("exploration", "value");
        table.row("decisions", Integer.toString(explored));
        table.row("share of all", acted == 0 ? "-" : percent((double) explored / acted));
        table.row("utility spent, by the logged scores", number(utility));
        table.row("the same for each decision of all", acted == 0 ? "-" : number(utility / acted));
        table.row("USD spent (below 0: saved), by the logged scores", number(usd));
        page.append("## What exploration cost\n\n").append(table.text());
    }

    private void policies(OffPolicy judge, List<Double> costWeights) {
        List<PolicyValue> values = new ArrayList<>();
        values.add(judge.value(TargetPolicy.logged()));
        values.add(judge.value(TargetPolicy.uniform()));
        for (double weight : costWeights) {
            values.add(judge.value(TargetPolicy.greedy(weight)));
        }
        List<PolicyValue> statics = new ArrayList<>();
        TreeSet<String> models = new TreeSet<>();
        judge.rounds().forEach(round -> round.candidates().forEach(each -> models.add(each.model())));
        models.forEach(model -> statics.add(judge.value(TargetPolicy.always(model))));
        values.addAll(statics);
        page.append("## Other policies\n\n").append("""
                What each would have been worth, with 95 %% intervals; `few` marks policies that should not be judged by this
                log, as fewer than %.0f effective decisions speak for them. Weights are not clipped.

                """.formatted(PolicyValue.ENOUGH));
        MarkdownTable support =
                new MarkdownTable("policy", "decisions", "cannot choose", "effective", "largest weight", "");
        for (PolicyValue value : values) {
            support.row(
                    value.policy(),
                    Integer.toString(value.rounds()),
                    Integer.toString(value.undecided()),
                    number(value.effective()),
                    number(value.largestWeight()),
                    value.isSound() ? "" : "few");
        }
        page.append(support.text());
        estimates(values, Measure.QUALITY, "Quality", 1);
        estimates(values, Measure.USD, "Cost, USD per 1,000 decisions", THOUSAND);
        estimates(values, Measure.UTILITY, "Utility, by each decision's own weights", 1);
        regret(statics, judge.rounds().size());
        chart(values);
    }

    private void estimates(List<PolicyValue> values, Measure measure, String title, double unit) {
        MarkdownTable table =
                new MarkdownTable("policy", "doubly robust", "SNIPS", "IPS", "against the router, doubly robust");
        for (PolicyValue value : values) {
            if (value.rounds() > 0) {
                Estimate gain = value.gain(measure);
                table.row(
                        value.policy(),
                        interval(value.of(Method.DR, measure), unit),
                        interval(value.of(Method.SNIPS, measure), unit),
                        interval(value.of(Method.IPS, measure), unit),
                        signed(gain.value() * unit) + " [" + signed(gain.low() * unit) + ", "
                                + signed(gain.high() * unit) + "]");
            }
        }
        page.append("### ").append(title).append("\n\n").append(table.text());
    }

    private void regret(List<PolicyValue> statics, int judged) {
        page.append("## Regret\n\n");
        PolicyValue best = statics.stream()
                .filter(value -> value.isSound() && value.undecided() == 0)
                .reduce((some, other) -> gain(other).value() > gain(some).value() ? other : some)
                .orElse(null);
        if (best == null) {
            page.append(
                    "No single model was a candidate of every judged decision and has enough effective decisions.\n\n");
            return;
        }
        Estimate lost = gain(best);
        page.append("The best single model by utility, as is estimated afterwards, is ")
                .append(safe(best.policy()))
                .append(". Against it the router lost ")
                .append(signed(lost.value()))
                .append(" [")
                .append(signed(lost.low()))
                .append(", ")
                .append(signed(lost.high()))
                .append("] of utility a decision (below 0: won), or ")
                .append(number(lost.value() * judged))
                .append(" over the ")
                .append(judged)
                .append(" judged ones. The best of several estimates tends to be too high.\n\n");
    }

    private void chart(List<PolicyValue> values) {
        LineChart chart = new LineChart(
                "Quality against cost, doubly robust estimates", "USD per 1,000 decisions", "mean quality", true);
        List<PolicyValue> sound = values.stream().filter(PolicyValue::isSound).toList();
        for (int i = 0; i < sound.size(); i++) {
            double usd = sound.get(i).of(Method.DR, Measure.USD).value() * THOUSAND;
            double quality = sound.get(i).of(Method.DR, Measure.QUALITY).value();
            List<Series.Point> point = List.of(new Series.Point(usd, quality, ""));
            chart.add(new Series(sound.get(i).policy(), point, false, i));
        }
        files.put("quality-cost.svg", chart.svg());
        page.append("![Quality against cost](quality-cost.svg)\n");
    }

    private static Estimate gain(PolicyValue value) {
        return value.gain(Measure.UTILITY);
    }

    private static String interval(Estimate estimate, double unit) {
        return number(estimate.value() * unit) + " [" + number(estimate.low() * unit) + ", "
                + number(estimate.high() * unit) + "]";
    }

    /** What one model did. */
    private static final class Tally {
        private int first;
        private int served;
        private int rated;
        private double rewards;
        private double usd;

        void serve(Logged answer) {
            served++;
            Double cost = answer.usd();
            usd += cost == null ? 0 : cost;
            Double reward = answer.reward();
            if (reward != null) {
                rated++;
                rewards += reward;
            }
        }
    }
}
