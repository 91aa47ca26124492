package gateway.training;

import gateway.guard.text.Fit;
import gateway.guard.text.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Trains the model of domains and writes it: {@code DomainTraining <data folder> <resource folder>}. */
public final class DomainTraining {
    public static final Fit.Plan PLAN = new Fit.Plan(3, true, "domain-words.txt", 1, 8, 0.05, 1e-5, 1.0, false, false, 0);

    private static final double EXAMINATION_WEIGHT = 0.5;

    private DomainTraining() {}

    public static void main(String[] arguments) throws IOException {
        Corpus corpus = new Corpus(Path.of(arguments[0]));
        Fit fit = fit(corpus.domains(), corpus.examinations(), PLAN);
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[1], "domains.model"))) {
            fit.write(out);
        }
    }

    /** A model from these texts, examination questions that are none of them, and texts drawn from templates. */
    public static Fit fit(List<Sample> texts, List<Sample> examinations, Fit.Plan plan) {
        List<Sample> samples = new ArrayList<>(texts);
        Set<String> known = new HashSet<>();
        texts.forEach(s -> known.add(s.group()));
        examinations.stream()
                .filter(s -> !known.contains(s.group()))
                .map(s -> s.weighing(EXAMINATION_WEIGHT))
                .forEach(samples::add);
        samples.addAll(Templates.draw("domain-phrases.txt", new Random(13), Corpus.DOMAINS::indexOf));
        return Fit.fit(Corpus.balanced(samples), plan);
    }
}
