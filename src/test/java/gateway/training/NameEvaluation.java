package gateway.training;

import gateway.guard.name.NameTrials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Prints how well names and addresses are found in templates and sets that were not trained on, as Markdown. */
public final class NameEvaluation {
    private static final List<Float> BIASES = List.of(-1f, -0.6f, 0f);

    private NameEvaluation() {}

    /**
     * Runs it.
     *
     * @param args the folder of the data; then {@code folds}, {@code requests}, {@code presidio} or
     *     {@code germeval2014}, or nothing for all of them; what was missed is written under target/
     */
    public static void main(String[] args) throws IOException {
        Path data = Path.of(args.length > 0 ? args[0] : "../shared/data");
        Path notes = Path.of("target/names");
        var trials = new NameTrials(data);
        System.out.print(NameTrials.HEAD);
        List<String> parts =
                args.length > 1 ? List.of(args[1]) : List.of("folds", "germeval2014", "presidio", "requests");
        for (String part : parts) {
            System.out.print(part.equals("folds") ? trials.folds(BIASES, notes) : trials.without(part, BIASES, notes));
        }
    }
}
