package gateway.guard.eval;

import gateway.guard.text.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A text that a model was not trained on, and what that model made of it.
 *
 * @param probabilities of all labels
 */
record Scored(Sample sample, List<Double> probabilities) {
    /** How likely it is that there is any label. */
    double score() {
        return 1 - probabilities.getFirst();
    }

    boolean isOf() {
        return sample.label() != 0;
    }

    int best() {
        int best = 0;
        for (int i = 1; i < probabilities.size(); i++) {
            best = probabilities.get(i) > probabilities.get(best) ? i : best;
        }
        return best;
    }

    static List<Double> scores(List<Scored> all, Predicate<Scored> which) {
        return all.stream().filter(which).map(Scored::score).toList();
    }

    /** Keeps scores without texts, so that folds can be run one at a time. */
    static void write(Path file, List<Scored> all) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Scored scored : all) {
            Sample sample = scored.sample();
            StringBuilder line = new StringBuilder();
            line.append(sample.label())
                    .append('\t')
                    .append(sample.category())
                    .append('\t')
                    .append(sample.lang());
            line.append('\t').append(sample.source());
            for (double probability : scored.probabilities()) {
                line.append('\t').append(probability);
            }
            lines.add(line.toString());
        }
        Files.write(file, lines, StandardCharsets.UTF_8);
    }

    static List<Scored> read(Path file) throws IOException {
        List<Scored> all = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            String[] parts = line.split("\t", -1);
            List<Double> probabilities =
                    Arrays.stream(parts).skip(4).map(Double::valueOf).toList();
            Sample sample = new Sample("", Integer.parseInt(parts[0]), parts[1], parts[2], parts[3], "", 1);
            all.add(new Scored(sample, probabilities));
        }
        return all;
    }
}
