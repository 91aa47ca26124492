package gateway.guard.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Trains logistic regressions on windows of texts by AdaGrad. What a text's windows are worth is learnt in rounds:
 * first all count, then of a text with the label the window that shows it most, and of others those that look most like
 * it (multiple-instance learning), so that a long text may hold a short attack, and a long harmless one stays harmless.
 */
final class Trainer {
    private static final int SECOND_ROUND = 3;
    private static final int MAX_FIRST = 6;
    private static final double BAYES = 0.5;
    private static final double MAX_ODDS = 3;
    private static final int NUMBERS = 3;
    private static final int VALUE = 1;
    private static final int SQUARES = 2;

    private final Options options;
    private final Kept kept;
    private final List<Kept.Text> texts;
    /** Three numbers a feature, side by side as they are needed together: weight, value, sum of squared steps. */
    private final float[] state;

    private final Random random;
    private double bias;

    /**
     * @param epochs passes over the windows in a round
     * @param rate AdaGrad's learning rate
     * @param decay L2 penalty
     * @param positive weight of the windows of texts with the label
     * @param windows whether to look at windows at all, or only at whole texts
     */
    record Options(int rounds, int epochs, double rate, double decay, double positive, boolean windows, long seed) {}

    /** A window of a text, with all its words from one to before another. */
    private record Window(Kept.Text text, int from, int to, boolean positive, double weight) {}

    Trainer(Options options, List<Recorded> texts) {
        this.options = options;
        kept = new Kept(texts);
        this.texts = kept.texts();
        state = new float[NUMBERS * kept.size()];
        random = new Random(options.seed());
    }

    /** Trains a head. */
    float[] train(boolean[] positive, double[] weight) {
        Arrays.fill(state, 0);
        bias = -1;
        weigh(positive, weight);
        double[] average = new double[kept.size()];
        for (int round = 0; round < options.rounds(); round++) {
            List<Window> windows = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                if (weight[i] > 0) {
                    choose(texts.get(i), positive[i], weight[i], round, windows);
                }
            }
            for (int epoch = 0; epoch < options.epochs(); epoch++) {
                Collections.shuffle(windows, random);
                windows.forEach(this::learn);
                if (round == options.rounds() - 1) {
                    for (int i = 0; i < average.length; i++) {
                        average[i] += state[NUMBERS * i] * state[NUMBERS * i + VALUE] / options.epochs();
                    }
                }
            }
        }
        return kept.spread(average);
    }

    /*
     * The value of a feature: 1, moved towards |log-odds of its frequency in texts with and without the label|, the
     * features of a naive Bayes classifier. S. Wang, C. Manning: Baselines and Bigrams, ACL 2012.
     */
    private void weigh(boolean[] positive, double[] weight) {
        double[][] counts = new double[2][kept.size()];
        double[] sums = {1, 1};
        int[] last = new int[kept.size()];
        for (int i = 0; i < texts.size(); i++) {
            Kept.Text text = texts.get(i);
            int side = positive[i] ? 1 : 0;
            sums[side] += weight[i];
            int end = text.begin(text.words());
            for (int at = 0; weight[i] > 0 && at < end; at++) {
                int index = text.index(at);
                if (last[index] != i + 1) {
                    counts[side][index] += weight[i];
                    last[index] = i + 1;
                }
            }
        }
        for (int i = 0; i < kept.size(); i++) {
            double odds = Math.log((counts[1][i] + 1) / (sums[1] + 2)) - Math.log((counts[0][i] + 1) / (sums[0] + 2));
            state[NUMBERS * i + VALUE] = (float) (1 - BAYES + BAYES * Math.min(Math.abs(odds), MAX_ODDS));
        }
    }

    private void choose(Kept.Text text, boolean positive, double weight, int round, List<Window> chosen) {
        double factor = weight * (positive ? options.positive() : 1);
        if (!options.windows() || text.words() <= WindowScorer.SHORT) {
            chosen.add(new Window(text, 0, text.words(), positive, factor * (options.windows() ? 2 : 1)));
            return;
        }
        choose(text, WindowScorer.SHORT, positive, factor, round, chosen);
        choose(text, WindowScorer.LONG, positive, factor, round, chosen);
    }

    private void choose(Kept.Text text, int size, boolean positive, double weight, int round, List<Window> chosen) {
        List<Window> all = new ArrayList<>();
        for (int to = size; to < text.words(); to += WindowScorer.STRIDE) {
            all.add(new Window(text, to - size, to, positive, weight));
        }
        all.add(new Window(text, Math.max(0, text.words() - size), text.words(), positive, weight));
        if (round == 0) {
            Collections.shuffle(all, random);
            int count = Math.min(all.size(), MAX_FIRST);
            all.subList(0, count).forEach(w -> chosen.add(new Window(text, w.from, w.to, positive, weight / count)));
        } else {
            int count = Math.min(all.size(), positive ? 1 : SECOND_ROUND);
            double[][] sums = sums(text);
            all.sort(Comparator.comparingDouble(w -> -margin(sums, w.from, w.to)));
            all.subList(0, count)
                    .forEach(w -> chosen.add(new Window(text, w.from, w.to, positive, weight / Math.sqrt(count))));
        }
    }

    /** Plain weights, strong weights and plain features up to each word. */
    private double[][] sums(Kept.Text text) {
        double[][] sums = new double[text.words() + 1][];
        sums[0] = new double[3];
        for (int word = 0; word < text.words(); word++) {
            double[] sum = sums[word].clone();
            for (int at = text.begin(word); at < text.begin(word + 1); at++) {
                int number = NUMBERS * text.index(at);
                sum[text.strong(at) ? 1 : 0] += state[number] * state[number + VALUE];
            }
            sum[2] = text.plain(word + 1);
            sums[word + 1] = sum;
        }
        return sums;
    }

    private double margin(double[][] sums, int from, int to) {
        double root = Math.sqrt(sums[to][2] - sums[from][2] + WindowScorer.SMOOTHING);
        return (sums[to][0] - sums[from][0]) / root + WindowScorer.STRONG * (sums[to][1] - sums[from][1]) + bias;
    }

    private double margin(Window window) {
        double plain = 0;
        double strong = 0;
        int end = window.text.begin(window.to);
        for (int at = window.text.begin(window.from); at < end; at++) {
            int number = NUMBERS * window.text.index(at);
            float w = state[number] * state[number + VALUE];
            if (window.text.strong(at)) {
                strong += w;
            } else {
                plain += w;
            }
        }
        return plain / root(window) + WindowScorer.STRONG * strong + bias;
    }

    private static double root(Window window) {
        int count = window.text.plain(window.to) - window.text.plain(window.from);
        return Math.sqrt(count + WindowScorer.SMOOTHING);
    }

    private void learn(Window window) {
        double error = 1 / (1 + Math.exp(-margin(window))) - (window.positive ? 1 : 0);
        double gradient = error * window.weight;
        if (Math.abs(gradient) < 1e-4) {
            return;
        }
        bias -= 0.02 * gradient;
        int end = window.text.begin(window.to);
        float plain = (float) (gradient / root(window));
        float strong = (float) (gradient * WindowScorer.STRONG);
        for (int at = window.text.begin(window.from); at < end; at++) {
            int number = NUMBERS * window.text.index(at);
            float step = (window.text.strong(at) ? strong : plain) * state[number + VALUE]
                    + (float) options.decay() * state[number];
            state[number + SQUARES] += step * step;
            state[number] -= (float) (options.rate() * step / Math.sqrt(state[number + SQUARES] + 1e-6));
        }
    }
}
