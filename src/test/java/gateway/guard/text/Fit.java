package gateway.guard.text;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A model made from labelled texts: trained, calibrated on texts it was not trained on, then trained on all. */
public final class Fit {
    private static final int PARTS = 3;
    /** How sources of texts that were made for training begin; nothing is calibrated by these. */
    public static final String MADE = "made: ";

    /** How sources of harmless texts begin that were only added, and are easier than requests. */
    public static final String ADDED = "added: ";

    private final LinearModel model;
    private final Lexicon lexicon;
    private final boolean decode;

    private Fit(LinearModel model, Lexicon lexicon, boolean decode) {
        this.model = model;
        this.lexicon = lexicon;
        this.decode = decode;
    }

    /**
     * How to train. Head 0 tells any label from label 0; where there are more than two labels, head h tells label h.
     *
     * @param labels how many labels there are, 0 (none of the others) included
     * @param rest whether label h is told from all others, or only from 0
     * @param lexicon the file of classes of words
     * @param falsePositives the share of texts of label 0, those aside that were only added, whose other probabilities
     *     may reach 0.5 together; 0 to weigh the labels alike
     */
    public record Plan(
            int labels,
            boolean rest,
            String lexicon,
            int rounds,
            int epochs,
            double rate,
            double decay,
            double positive,
            boolean windows,
            boolean decode,
            double falsePositives) {
        int heads() {
            return labels == 2 ? 1 : labels;
        }

        boolean isOf(Sample sample, int head) {
            return head == 0 ? sample.label() != 0 : sample.label() == head;
        }

        boolean counts(Sample sample, int head) {
            return rest || sample.label() == 0 || isOf(sample, head);
        }
    }

    public static Fit fit(List<Sample> samples, Plan plan) {
        Lexicon lexicon = Resources.lexicon(plan.lexicon());
        List<Recorded> recorded =
                samples.stream().map(s -> Recorded.of(s.text(), lexicon)).toList();
        Layer layer = new Layer(plan);
        for (int part = 0; part < PARTS; part++) {
            List<Sample> held = new ArrayList<>();
            List<Integer> used = new ArrayList<>();
            for (int i = 0; i < samples.size(); i++) {
                if (Math.floorMod(Hash.mix(samples.get(i).group().hashCode()), PARTS) != part) {
                    used.add(i);
                } else if (!samples.get(i).source().startsWith(MADE)) {
                    held.add(samples.get(i));
                }
            }
            LinearModel partial = train(
                    used.stream().map(samples::get).toList(),
                    used.stream().map(recorded::get).toList(),
                    plan,
                    new float[0]);
            layer.see(partial, lexicon, held);
        }
        return new Fit(train(samples, recorded, plan, layer.fit()), lexicon, plan.decode());
    }

    /** The probabilities of all labels. */
    public double[] score(String text) {
        TextPass pass = new TextPass(model, new WordSums(model, Vocabulary.EMPTY), lexicon, decode);
        pass.add(text);
        return pass.end();
    }

    public void write(OutputStream out) throws IOException {
        model.write(out);
    }

    private static LinearModel train(List<Sample> samples, List<Recorded> recorded, Plan plan, float[] layer) {
        int heads = plan.heads();
        float[] weights = new float[heads << NgramFeatures.BITS];
        double[] weight = samples.stream().mapToDouble(Sample::weight).toArray();
        Trainer trainer = new Trainer(
                new Trainer.Options(
                        plan.rounds(), plan.epochs(), plan.rate(), plan.decay(), plan.positive(), plan.windows(), 7),
                recorded);
        for (int head = 0; head < heads; head++) {
            boolean[] positive = new boolean[samples.size()];
            double[] counted = weight.clone();
            for (int i = 0; i < positive.length; i++) {
                positive[i] = plan.isOf(samples.get(i), head);
                counted[i] = plan.counts(samples.get(i), head) ? weight[i] : 0;
            }
            float[] trained = trainer.train(positive, counted);
            for (int i = 0; i < trained.length; i++) {
                weights[i * heads + head] = trained[i];
            }
        }
        return new LinearModel(weights, heads, layer, plan.windows());
    }
}
