package gateway.routing.feature;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What features are worth to a router that knows all outcomes of other prompts: a ridge regression a model from the
 * context to its reward less the mean of all models, and the model with the best predicted utility is taken.
 */
final class FeatureValue {
    private static final double INTERCEPT = 0.1;

    private final List<RoutingSet.Model> models;
    private final List<CrossFit.Row> rows;
    private final int[] columns;
    private final double slopes;

    /** Of some of the numbers of a context, the constant always among them; slopes are penalised. */
    FeatureValue(RoutingSet set, List<CrossFit.Row> rows, double slopes, IntPredicate used) {
        this.slopes = slopes;
        models = set.models();
        this.rows = rows;
        columns = java.util.stream.IntStream.range(0, RequestFeatures.SIZE)
                .filter(i -> i == 0 || used.test(i))
                .toArray();
    }

    /** Mean utility by features less that of the best model for all prompts, known afterwards; one a weight of cost. */
    double[] overBest(double... weights) {
        double scale = 0;
        for (int i = 0; i < models.size(); i++) {
            int model = i;
            scale = Math.max(
                    scale,
                    rows.stream()
                            .mapToDouble(r -> r.outcome().usd()[model])
                            .average()
                            .orElse(0));
        }
        double[] sums = new double[weights.length];
        for (int fold = 0; fold < CrossFit.FOLDS; fold++) {
            add(fold, weights, scale, sums);
        }
        double[] over = new double[weights.length];
        for (int w = 0; w < weights.length; w++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < models.size(); i++) {
                int model = i;
                double weight = weights[w] / scale;
                best = Math.max(
                        best,
                        rows.stream()
                                .mapToDouble(r -> r.outcome().rewards()[model]
                                        - weight * r.outcome().usd()[model])
                                .sum());
            }
            over[w] = (sums[w] - best) / rows.size();
        }
        return over;
    }

    private void add(int fold, double[] weights, double scale, double[] sums) {
        int size = columns.length;
        double[][] a = new double[size][size];
        double[][] b = new double[models.size()][size];
        double[] tokens = new double[models.size()];
        int count = 0;
        for (int i = 0; i < size; i++) {
            a[i][i] = i == 0 ? INTERCEPT : slopes * size / RequestFeatures.SIZE;
        }
        for (CrossFit.Row row : rows) {
            if (row.fold() != fold) {
                count++;
                double[] x = x(row);
                double mean = row.outcome().meanReward();
                for (int i = 0; i < size; i++) {
                    for (int j = 0; j < size; j++) {
                        a[i][j] += x[i] * x[j];
                    }
                    for (int model = 0; model < models.size(); model++) {
                        b[model][i] += x[i] * (row.outcome().rewards()[model] - mean);
                    }
                }
                for (int model = 0; model < models.size(); model++) {
                    tokens[model] += row.outcome().outputTokens()[model];
                }
            }
        }
        double[][] thetas = solve(a, b);
        for (CrossFit.Row row : rows) {
            if (row.fold() == fold) {
                double[] x = x(row);
                for (int w = 0; w < weights.length; w++) {
                    int chosen = 0;
                    double best = Double.NEGATIVE_INFINITY;
                    for (int model = 0; model < models.size(); model++) {
                        double usd = row.outcome().inputTokens()
                                        * models.get(model).usdIn()
                                + tokens[model] / count * models.get(model).usdOut();
                        double utility = dot(thetas[model], x) - weights[w] * usd / scale;
                        if (utility > best) {
                            best = utility;
                            chosen = model;
                        }
                    }
                    sums[w] += row.outcome().rewards()[chosen]
                            - weights[w] * row.outcome().usd()[chosen] / scale;
                }
            }
        }
    }

    private double[] x(CrossFit.Row row) {
        return Arrays.stream(columns).mapToDouble(row.context()::at).toArray();
    }

    static double dot(double[] some, double[] others) {
        double sum = 0;
        for (int i = 0; i < some.length; i++) {
            sum += some[i] * others[i];
        }
        return sum;
    }

    /** Solutions of a x = b for each b, by Cholesky's decomposition. */
    private static double[][] solve(double[][] a, double[][] b) {
        int size = a.length;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i][k] * a[j][k];
                }
                a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
            }
        }
        for (double[] x : b) {
            for (int i = 0; i < size; i++) {
                for (int k = 0; k < i; k++) {
                    x[i] -= a[i][k] * x[k];
                }
                x[i] /= a[i][i];
            }
            for (int i = size - 1; i >= 0; i--) {
                for (int k = i + 1; k < size; k++) {
                    x[i] -= a[k][i] * x[k];
                }
                x[i] /= a[i][i];
            }
        }
        return b;
    }
}
