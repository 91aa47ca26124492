package gateway.guard.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Figures of a classifier from scores of texts that it was not trained on. */
public final class Figures {
    /** The 97.5 % point of the normal distribution. */
    private static final double Z = 1.959964;

    private Figures() {}

    /** The area under the ROC curve: how often a positive text scores above a negative one. */
    static double auc(List<Double> positive, List<Double> negative) {
        double[] sorted = sorted(negative);
        double sum = 0;
        for (double score : positive) {
            sum += below(sorted, score) + 0.5 * (atMost(sorted, score) - below(sorted, score));
        }
        return sum / ((double) positive.size() * negative.size());
    }

    /** The least threshold that at most such a share of these scores is above. */
    static double threshold(List<Double> negative, double share) {
        double[] sorted = sorted(negative);
        int allowed = (int) Math.floor(sorted.length * share);
        return Math.nextUp(sorted[sorted.length - 1 - allowed]);
    }

    static long reaching(List<Double> scores, double threshold) {
        return scores.stream().filter(score -> score >= threshold).count();
    }

    /** Wilson's interval of a share at 95 % (E. B. Wilson, JASA 22, 1927). */
    public static double[] wilson(long hits, long count) {
        double share = (double) hits / count;
        double scale = 1 + Z * Z / count;
        double middle = (share + Z * Z / (2 * count)) / scale;
        double half = Z / scale * Math.sqrt(share * (1 - share) / count + Z * Z / (4.0 * count * count));
        return new double[] {Math.max(0, middle - half), Math.min(1, middle + half)};
    }

    /** A share with its interval, such as {@code 0.912 (0.890-0.931)}; a star marks fewer than 100 texts. */
    static String share(long hits, long count) {
        if (count == 0) {
            return "-";
        }
        double[] interval = wilson(hits, count);
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f-%.3f)%s",
                (double) hits / count,
                interval[0],
                interval[1],
                count < 100 ? "*" : "");
    }

    private static double[] sorted(List<Double> scores) {
        double[] sorted = scores.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static int below(double[] sorted, double score) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) / 2;
            if (sorted[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int atMost(double[] sorted, double score) {
        return below(sorted, Math.nextUp(score));
    }
}
