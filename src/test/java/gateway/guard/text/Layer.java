package gateway.guard.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Fits the layer of a {@link LinearModel}: a multinomial logistic regression by gradient descent, little penalised. */
final class Layer {
    private static final int STEPS = 3000;
    private static final double RATE = 0.3;
    private static final double PENALTY = 2e-4;

    private final Fit.Plan plan;
    private final int outputs;
    private final List<double[]> inputs = new ArrayList<>();
    private final List<Sample> seen = new ArrayList<>();

    Layer(Fit.Plan plan) {
        this.plan = plan;
        outputs = plan.labels() - 1;
    }

    /** Takes in what a model without a layer makes of texts that it was not trained on. */
    void see(LinearModel model, Lexicon lexicon, List<Sample> held) {
        for (Sample sample : held) {
            TextPass pass = new TextPass(model, new WordSums(model, Vocabulary.EMPTY), lexicon, false);
            pass.add(sample.text());
            pass.end();
            inputs.add(model.inputs(pass.sums()));
            seen.add(sample);
        }
    }

    /** The layer for what was seen. */
    float[] fit() {
        double[] numbers = descend(normalised());
        if (plan.falsePositives() > 0) {
            shift(numbers, plan.falsePositives());
        }
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    private double[] descend(double[] weights) {
        int width = inputs.getFirst().length;
        double[] numbers = new double[outputs * width];
        double[] odds = new double[outputs];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[numbers.length];
            for (int i = 0; i < weights.length; i++) {
                double[] input = inputs.get(i);
                int label = seen.get(i).label();
                double sum = odds(numbers, input, odds);
                for (int out = 0; out < outputs; out++) {
                    double error = weights[i] * (odds[out] / (1 + sum) - (label == out + 1 ? 1 : 0));
                    for (int k = 0; k < width; k++) {
                        gradient[out * width + k] += error * input[k];
                    }
                }
            }
            for (int k = 0; k < numbers.length; k++) {
                double penalty = (k + 1) % width == 0 ? 0 : PENALTY * numbers[k];
                numbers[k] -= RATE * (gradient[k] + penalty);
            }
        }
        return numbers;
    }

    /** Moves the constants so that this share of the texts of label 0 reaches even odds. */
    private void shift(double[] numbers, double share) {
        int width = inputs.getFirst().length;
        double[] odds = new double[outputs];
        double[] harmless = IntStream.range(0, seen.size())
                .filter(i -> seen.get(i).label() == 0 && !seen.get(i).source().startsWith(Fit.ADDED))
                .mapToDouble(i -> odds(numbers, inputs.get(i), odds))
                .toArray();
        Arrays.sort(harmless);
        double even = harmless[(int) Math.floor((harmless.length - 1) * (1 - share))];
        for (int out = 0; out < outputs; out++) {
            numbers[(out + 1) * width - 1] -= Math.log(even);
        }
    }

    private double odds(double[] numbers, double[] input, double[] odds) {
        double sum = 0;
        for (int out = 0; out < outputs; out++) {
            double logit = 0;
            for (int k = 0; k < input.length; k++) {
                logit += numbers[out * input.length + k] * input[k];
            }
            odds[out] = Math.exp(Math.min(logit, 50));
            sum += odds[out];
        }
        return sum;
    }

    private double[] normalised() {
        double[] weights = seen.stream().mapToDouble(Sample::weight).toArray();
        double all = Arrays.stream(weights).sum();
        double[] sums = new double[plan.labels()];
        for (int i = 0; i < weights.length; i++) {
            sums[seen.get(i).label()] += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= plan.falsePositives() == 0 ? sums[seen.get(i).label()] * sums.length : all;
        }
        return weights;
    }
}
