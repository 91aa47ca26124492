package gateway.training;

import gateway.guard.text.Fit;
import gateway.guard.text.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Trains the model of toxicity and writes it: {@code ToxicityTraining <data folder> <resource folder>}. */
public final class ToxicityTraining {
    /** Probabilities are left as they are: policies set thresholds. */
    public static final Fit.Plan PLAN = new Fit.Plan(2, true, "toxic-words.txt", 1, 5, 0.05, 1e-5, 1.0, true, false, 0);

    private static final double CALM_WEIGHT = 0.5;

    private ToxicityTraining() {}

    public static void main(String[] arguments) throws IOException {
        Corpus corpus = new Corpus(Path.of(arguments[0]));
        Fit fit = fit(corpus.toxicity(), calm(corpus), PLAN);
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[1], "toxicity.model"))) {
            fit.write(out);
        }
    }

    /** Requests to a model that are not toxic, of many kinds. */
    public static List<Sample> calm(Corpus corpus) {
        List<Sample> calm = new ArrayList<>();
        corpus.prompts().stream().filter(s -> s.label() == 0).forEach(calm::add);
        corpus.harmless(new Random(5)).stream()
                .filter(s -> !s.source().startsWith("GermEval-2018")
                        && !s.source().startsWith("t-davidson")
                        && !s.source().startsWith("surge"))
                .limit(4000)
                .forEach(calm::add);
        return calm;
    }

    public static Fit fit(List<Sample> texts, List<Sample> calm, Fit.Plan plan) {
        List<Sample> samples = new ArrayList<>(Corpus.balanced(texts));
        calm.forEach(s -> samples.add(s.weighing(CALM_WEIGHT)));
        return Fit.fit(samples, plan);
    }
}
