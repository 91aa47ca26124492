package gateway.routing.feature;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** What the features know, and what they are worth, on prompts that they were not trained on. */
public final class FeatureReport {
    private static final double[] WEIGHTS = {0, 0.1, 0.2, 0.5};
    private static final double SLOPES = 50;
    private static final int DIFFICULTY = 1 + Feature.DIFFICULTY.index();

    private final StringBuilder text = new StringBuilder();

    private FeatureReport() {}

    /** The report in Markdown. */
    public static String of(Path data) {
        FeatureReport report = new FeatureReport();
        CrossFit fit = CrossFit.of(data);
        report.knowledge(fit);
        report.value("Other prompts of the same sets were known (5 folds)", fit);
        report.value("Nothing of the set was known to the classifier", CrossFit.acrossSets(data));
        return report.text.toString();
    }

    /** Share of the prompts of a set whose likeliest task is theirs; of one fold, or of all if it is negative. */
    public static double accuracy(CrossFit fit, RoutingSet set, int fold) {
        int right = 0;
        int all = 0;
        for (CrossFit.Row row : fit.rows(set.name())) {
            if (fold < 0 || row.fold() == fold) {
                Task task = TaskLabels.of(row.outcome().subject());
                right += task != null && task.index() == likeliest(row) ? 1 : 0;
                all++;
            }
        }
        return (double) right / all;
    }

    /** Correlation of the expected difficulty with the mean reward of a set's prompts. */
    public static double correlation(CrossFit fit, RoutingSet set) {
        List<CrossFit.Row> rows = fit.rows(set.name());
        double[] expected = rows.stream()
                .mapToDouble(row -> row.raw()[Feature.DIFFICULTY.index()])
                .toArray();
        double[] real =
                rows.stream().mapToDouble(row -> row.outcome().meanReward()).toArray();
        return covariance(expected, real) / Math.sqrt(covariance(expected, expected) * covariance(real, real));
    }

    /** How much more than the best model for all prompts a router has that knows all outcomes of other prompts. */
    public static double[] value(CrossFit fit, RoutingSet set) {
        return new FeatureValue(set, fit.rows(set.name()), SLOPES, i -> true).overBest(WEIGHTS);
    }

    private void knowledge(CrossFit fit) {
        text.append("| set | prompts | right task, in each fold | all | difficulty and mean reward, correlation |\n");
        text.append("|---|---|---|---|---|\n");
        for (RoutingSet set : fit.sets()) {
            text.append("| ")
                    .append(set.name())
                    .append(" | ")
                    .append(set.rows().size())
                    .append(" |");
            for (int fold = 0; fold < CrossFit.FOLDS; fold++) {
                text.append(' ').append(three(accuracy(fit, set, fold)));
            }
            text.append(" | ")
                    .append(three(accuracy(fit, set, -1)))
                    .append(" | ")
                    .append(String.format(Locale.ROOT, "%.2f", correlation(fit, set)))
                    .append(" |\n");
        }
    }

    private void value(String title, CrossFit fit) {
        text.append("\n").append(title).append(":\n\n| set | features |");
        for (double weight : WEIGHTS) {
            text.append(" w = ").append(weight).append(" |");
        }
        text.append("\n|---|---|---|---|---|---|\n");
        for (RoutingSet set : fit.sets()) {
            row(fit, set, "of the text", i -> i < DIFFICULTY);
            row(fit, set, "and tasks", i -> i < DIFFICULTY || i > Feature.values().length);
            row(fit, set, "and difficulty", i -> true);
        }
    }

    private void row(CrossFit fit, RoutingSet set, String name, IntPredicate used) {
        text.append("| ").append(set.name()).append(" | ").append(name).append(" |");
        for (double value : new FeatureValue(set, fit.rows(set.name()), SLOPES, used).overBest(WEIGHTS)) {
            text.append(String.format(Locale.ROOT, " %+.4f |", value));
        }
        text.append("\n");
    }

    private static int likeliest(CrossFit.Row row) {
        int first = Feature.values().length;
        int best = 0;
        for (int task = 1; task < TaskClassifier.TASKS; task++) {
            best = row.raw()[first + task] > row.raw()[first + best] ? task : best;
        }
        return best;
    }

    private static double covariance(double[] some, double[] others) {
        double sum = 0;
        double meanOfSome = RoutingSet.mean(some);
        double meanOfOthers = RoutingSet.mean(others);
        for (int i = 0; i < some.length; i++) {
            sum += (some[i] - meanOfSome) * (others[i] - meanOfOthers);
        }
        return sum / some.length;
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
