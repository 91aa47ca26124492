package gateway.guard.text;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A model made from labelled texts: trained, calibrated on texts it was not trained on, then trained on all. */
public final class Fit {
    private static final int PARTS = 4;
    private static final int STEPS = 4000;

    private final LinearModel model;
    private final Lexicon lexicon;
    private final boolean decode;

    private Fit(LinearModel model, Lexicon lexicon, boolean decode) {
        this.model = model;
        this.lexicon = lexicon;
        this.decode = decode;
    }

    /**
     * How to train.
     *
     * @param heads 1 for a label that is there or not, else the number of classes
     * @param lexicon the file of classes of words
     * @param falsePositives the share of harmless texts that may reach 0.5; 0 to leave probabilities as they are
     */
    public record Plan(
            int heads,
            String lexicon,
            int rounds,
            int epochs,
            double rate,
            double decay,
            double positive,
            boolean windows,
            boolean decode,
            double falsePositives) {}

    public static Fit fit(List<Sample> samples, Plan plan) {
        Lexicon lexicon = Resources.lexicon(plan.lexicon());
        List<Recorded> recorded =
                samples.stream().map(s -> Recorded.of(s.text(), lexicon)).toList();
        List<Sample> held = new ArrayList<>();
        List<Integer> used = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            if (Math.floorMod(Hash.mix(samples.get(i).group().hashCode()), PARTS) == 0) {
                held.add(samples.get(i));
            } else {
                used.add(i);
            }
        }
        LinearModel partial = train(
                used.stream().map(samples::get).toList(),
                used.stream().map(recorded::get).toList(),
                plan,
                neutral(plan));
        float[] calibration = new float[plan.heads() * 4];
        for (int head = 0; head < plan.heads(); head++) {
            System.arraycopy(calibrate(partial, lexicon, held, head, plan), 0, calibration, head * 4, 4);
        }
        return new Fit(train(samples, recorded, plan, calibration), lexicon, plan.decode());
    }

    /** The probability of each head. */
    public double[] score(String text) {
        TextPass pass = new TextPass(model, lexicon, decode);
        pass.add(text);
        return pass.end();
    }

    public void write(OutputStream out) throws IOException {
        model.write(out);
    }

    private static float[] neutral(Plan plan) {
        float[] calibration = new float[plan.heads() * 4];
        for (int head = 0; head < plan.heads(); head++) {
            calibration[head * 4] = 1;
        }
        return calibration;
    }

    private static LinearModel train(
            List<Sample> samples, List<Recorded> recorded, Plan plan, float[] calibration) {
        int heads = plan.heads();
        float[] weights = new float[heads << NgramFeatures.BITS];
        double[] weight = samples.stream().mapToDouble(Sample::weight).toArray();
        Trainer trainer = new Trainer(
                new Trainer.Options(
                        plan.rounds(), plan.epochs(), plan.rate(), plan.decay(), plan.positive(), plan.windows(), 7),
                recorded);
        for (int head = 0; head < heads; head++) {
            boolean[] positive = new boolean[samples.size()];
            for (int i = 0; i < positive.length; i++) {
                positive[i] = isOf(samples.get(i), head, heads);
            }
            float[] trained = trainer.train(positive, weight);
            for (int i = 0; i < trained.length; i++) {
                weights[i * heads + head] = trained[i];
            }
        }
        return new LinearModel(weights, calibration);
    }

    static boolean isOf(Sample sample, int head, int heads) {
        return heads == 1 ? sample.label() != 0 : sample.label() == head;
    }

    /* Logistic regression on the greatest sums and the length by gradient descent, classes balanced; then shifted. */
    private static float[] calibrate(LinearModel model, Lexicon lexicon, List<Sample> held, int head, Plan plan) {
        int size = held.size();
        double[][] x = new double[size][];
        double[] y = new double[size];
        double[] w = new double[size];
        for (int i = 0; i < size; i++) {
            TextPass pass = new TextPass(model, lexicon, false);
            pass.add(held.get(i).text());
            pass.end();
            WindowScorer sums = pass.sums();
            double wide = plan.windows() ? sums.wide(head) : sums.whole(head);
            x[i] = new double[] {plan.windows() ? sums.brief(head) : 0, wide, Math.log1p(sums.words()) - 3, 1};
            y[i] = isOf(held.get(i), head, plan.heads()) ? 1 : 0;
            w[i] = held.get(i).weight();
        }
        balance(y, w);
        double[] v = {0.5, 0.5, 0, 0};
        for (int step = 0; step < STEPS; step++) {
            double[] g = new double[4];
            for (int i = 0; i < size; i++) {
                double error = w[i] * (1 / (1 + Math.exp(-dot(v, x[i]))) - y[i]);
                for (int k = 0; k < 4; k++) {
                    g[k] += error * x[i][k];
                }
            }
            for (int k = 0; k < 4; k++) {
                v[k] -= 0.5 * g[k];
            }
        }
        if (plan.falsePositives() > 0) {
            v[3] -= threshold(held, x, v, plan.falsePositives());
        }
        return new float[] {(float) v[0], (float) v[1], (float) v[2], (float) (v[3] - 3 * v[2])};
    }

    private static double threshold(List<Sample> held, double[][] x, double[] v, double falsePositives) {
        double[] harmless = java.util.stream.IntStream.range(0, held.size())
                .filter(i -> held.get(i).label() == 0)
                .mapToDouble(i -> dot(v, x[i]))
                .toArray();
        Arrays.sort(harmless);
        return harmless[(int) Math.floor((harmless.length - 1) * (1 - falsePositives))];
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
    }

    private static void balance(double[] y, double[] w) {
        double[] sum = new double[2];
        for (int i = 0; i < y.length; i++) {
            sum[(int) y[i]] += w[i];
        }
        for (int i = 0; i < y.length; i++) {
            w[i] /= 2 * sum[(int) y[i]];
        }
    }
}
