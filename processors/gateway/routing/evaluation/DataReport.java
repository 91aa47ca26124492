package gateway.routing.evaluation;

import static gateway.routing.evaluation.MarkdownTable.number;
import static gateway.routing.evaluation.MarkdownTable.percent;
import static gateway.routing.evaluation.MarkdownTable.safe;
import static gateway.routing.evaluation.MarkdownTable.signed;

import gateway.routing.prior.Priors;
import gateway.routing.replay.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What the router makes of data sets on which every model's outcome is known, beside simpler ways to choose:
 * {@code report.md} with tables, and its charts. Holds nothing of any prompt. The same files each time.
 */
public final class DataReport {
    /** The name of the report itself; all others are charts. */
    public static final String PAGE = "report.md";

    private static final String ORACLE = "oracle";
    private static final String SINGLES = "single models";
    private static final double THOUSAND = 1_000;
    private static final double NEARLY = 0.99;

    private final StringBuilder page = new StringBuilder();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Terms terms;

    private DataReport(Terms terms) {
        this.terms = terms;
    }

    /**
     * Plays all sets; takes seconds a set, or minutes of thousands of rows.
     *
     * @param priors what the router knows beforehand where it starts warm
     * @param progress is told how far it is
     * @return texts by the names of their files
     */
    public static Map<String, String> of(List<Problem> sets, Priors priors, Terms terms, Consumer<String> progress) {
        DataReport report = new DataReport(terms);
        report.head();
        for (Problem set : sets) {
            report.set(Contest.play(set, priors, terms, progress));
        }
        report.files.put(PAGE, report.page.toString());
        return report.files;
    }

    private void head() {
        page.append("# What the router makes of these data\n\n")
                .append(
                        "Each player sees every request once, chooses one model, and is told what that model made of it")
                .append(" and nothing of the others. Means over ")
                .append(terms.seeds())
                .append(terms.seeds() == 1 ? " order" : " orders")
                .append(
                        " of the requests, with 95 % intervals (Student's t over the orders). The router may explore in ")
                .append(percent(terms.share()))
                .append(" of its choices.\n\n")
                .append("Utility = quality - cost weight x cost / (mean cost of the dearest model).")
                .append(" docs/routing-evaluate.md explains every figure.\n\n")
                .append("> **Figures are only fair on rows that the features and the shipped priors were not trained")
                .append(
                        " on.** The shipped ones were trained on MMLU-Pro, MMLU and GSM8K of RouteLLM, and ZeroEval: on")
                .append(" rows of these, and on near copies of them, a warm router looks better than it is.\n\n");
    }

    private void set(Contest.Result result) {
        Problem problem = result.problem();
        String file = fileName(problem.name());
        page.append("## ")
                .append(safe(problem.name()))
                .append("\n\n")
                .append(problem.requests().size())
                .append(" requests, ")
                .append(problem.models().size())
                .append(" models.");
        if (problem.requests().size() > Contestant.MOST_ROWS_OF_NEAREST) {
            page.append(" Without nearest neighbours, whose time grows with the square of the requests: more than ")
                    .append(Contestant.MOST_ROWS_OF_NEAREST)
                    .append(" are too many.");
        }
        page.append("\n\n");
        singles(result);
        for (Contest.Weighed weighed : result.rounds()) {
            weighed(weighed, result, file);
        }
        curve(result, file);
    }

    private void singles(Contest.Result result) {
        MarkdownTable table = new MarkdownTable("model", "quality", "USD per 1,000 requests");
        for (int i = 0; i < result.singles().size(); i++) {
            table.row(
                    result.problem().models().get(i),
                    number(result.singles().get(i).quality()),
                    number(result.singles().get(i).usd() * THOUSAND));
        }
        page.append(table.text());
    }

    private void weighed(Contest.Weighed weighed, Contest.Result result, String file) {
        page.append("### ")
                .append(safe(result.problem().name()))
                .append(", cost weight ")
                .append(weighed.costWeight())
                .append("\n\nThe best single model in hindsight is ")
                .append(safe(weighed.best()))
                .append(".\n\n");
        MarkdownTable table = new MarkdownTable(
                "player",
                "quality",
                "USD per 1,000",
                "utility",
                "95 % +-",
                "utility against the best single model",
                "explored",
                "regret at the end");
        for (Contest.Standing standing : weighed.standings()) {
            Spread utility = standing.utility();
            double gain = utility.mean() - weighed.bestUtility();
            table.row(
                    standing.name(),
                    number(standing.quality().mean()),
                    number(standing.usd().mean() * THOUSAND),
                    number(utility.mean()),
                    number(utility.half()),
                    signed(gain) + " [" + signed(gain - utility.half()) + ", " + signed(gain + utility.half()) + "]",
                    percent(standing.explored()),
                    number(standing.regret().getLast().y()));
        }
        table.row(
                ORACLE,
                number(weighed.oracle().quality()),
                number(weighed.oracle().usd() * THOUSAND),
                number(weighed.oracleUtility()),
                "",
                signed(weighed.oracleUtility() - weighed.bestUtility()),
                "",
                number((weighed.bestUtility() - weighed.oracleUtility())
                        * result.problem().requests().size()));
        page.append(table.text());
        LineChart chart = new LineChart(
                result.problem().name() + ", cost weight " + weighed.costWeight() + ": cumulative regret",
                "requests played",
                "utility lost against the best single model",
                false);
        for (Contest.Standing standing : weighed.standings()) {
            chart.add(new Series(standing.name(), standing.regret(), true, style(standing.name())));
        }
        picture(file + "-w" + weighed.costWeight() + "-regret.svg", "Cumulative regret", chart);
    }

    private void curve(Contest.Result result, String file) {
        List<Frontier.At> singles = result.singles();
        double cheapest = singles.stream().mapToDouble(Frontier.At::usd).min().orElse(0);
        double dearest = singles.stream().mapToDouble(Frontier.At::usd).max().orElse(0);
        Frontier.At best = singles.stream()
                .reduce((some, other) -> other.quality() > some.quality() ? other : some)
                .orElseThrow();
        page.append("### ").append(safe(result.problem().name())).append(", quality at cost\n\n");
        MarkdownTable table = new MarkdownTable(
                "player",
                "AIQ",
                "USD per 1,000 at the best single model's quality",
                "of its cost",
                "at 99 % of its quality",
                "of its cost");
        row(table, "mix of single models", Frontier.of(singles), best, cheapest, dearest);
        LineChart chart = new LineChart(
                result.problem().name() + ": quality against cost", "USD per 1,000 requests", "mean quality", true);
        int players = result.rounds().getFirst().standings().size();
        for (int i = 0; i < players; i++) {
            List<Frontier.At> points = new ArrayList<>();
            for (Contest.Weighed weighed : result.rounds()) {
                Contest.Standing standing = weighed.standings().get(i);
                points.add(new Frontier.At(
                        standing.usd().mean(), standing.quality().mean()));
            }
            String name = result.rounds().getFirst().standings().get(i).name();
            if (!name.equals(Contestant.BEST_SINGLE)) {
                row(table, name, with(points, singles), best, cheapest, dearest);
                chart.add(series(name, points));
            }
        }
        List<Frontier.At> oracle =
                result.rounds().stream().map(Contest.Weighed::oracle).toList();
        row(table, ORACLE, with(oracle, singles), best, cheapest, dearest);
        page.append(table.text());
        chart.add(series(ORACLE, oracle));
        chart.add(new Series(
                SINGLES,
                IntStream.range(0, singles.size())
                        .mapToObj(model -> point(singles.get(model), label(result, model)))
                        .toList(),
                false,
                style(SINGLES)));
        picture(file + "-quality-cost.svg", "Quality against cost", chart);
    }

    private static void row(
            MarkdownTable table, String name, Frontier frontier, Frontier.At best, double cheapest, double dearest) {
        double same = frontier.usd(best.quality());
        double nearly = frontier.usd(NEARLY * best.quality());
        table.row(
                name,
                number(frontier.area(cheapest, dearest)),
                number(same * THOUSAND),
                percent(same / best.usd()),
                number(nearly * THOUSAND),
                percent(nearly / best.usd()));
    }

    /** With the cheapest single model, which anybody may choose always. */
    private static Frontier with(List<Frontier.At> points, List<Frontier.At> singles) {
        List<Frontier.At> all = new ArrayList<>(points);
        singles.stream()
                .reduce((some, other) -> other.usd() < some.usd() ? other : some)
                .ifPresent(all::add);
        return Frontier.of(all);
    }

    /** Names the models that no other one beats in both. */
    private static String label(Contest.Result result, int model) {
        Frontier.At at = result.singles().get(model);
        boolean beaten = result.singles().stream()
                .anyMatch(other -> !other.equals(at) && other.usd() <= at.usd() && other.quality() >= at.quality());
        String name = result.problem().models().get(model);
        return beaten ? "" : name.substring(name.lastIndexOf('/') + 1);
    }

    /** The same for a player in all charts. */
    private static int style(String name) {
        return switch (name) {
            case Contestant.WARM -> 0;
            case "random" -> 1;
            case Contestant.COLD -> 4;
            case Contestant.BEST_SINGLE, ORACLE -> 6;
            case SINGLES -> 7;
            default -> name.startsWith("epsilon") ? 2 : name.startsWith("LinUCB") ? 3 : 5;
        };
    }

    private static Series series(String name, List<Frontier.At> points) {
        return new Series(name, points.stream().map(at -> point(at, "")).toList(), true, style(name));
    }

    private static Series.Point point(Frontier.At at, String label) {
        return new Series.Point(at.usd() * THOUSAND, at.quality(), label);
    }

    private void picture(String file, String words, LineChart chart) {
        files.put(file, chart.svg());
        page.append("![").append(words).append("](").append(file).append(")\n\n");
    }

    /** A name that no other set has, of letters, digits, dots, dashes and underscores. */
    private String fileName(String set) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < set.length(); i++) {
            char c = set.charAt(i);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '_' || (c == '.' && i > 0));
            name.append(plain ? c : '-');
        }
        String base = name.toString();
        for (int i = 2; files.containsKey(base + "-quality-cost.svg"); i++) {
            base = name + "-" + i;
        }
        return base;
    }
}
