package gateway.guard.eval;

import gateway.training.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Prints the figures of the classifiers as tables in Markdown, each text judged by a model that saw neither it nor a near
 * duplicate: {@code GuardrailEvaluation <data folder> <work folder> [-sample]}. A sample is one fold of each kind. Scores
 * are kept in the work folder, so that a run that was cut goes on where it was.
 */
public final class GuardrailEvaluation {
    private final Folds folds;
    private final Path work;
    private final boolean sample;

    private GuardrailEvaluation(Folds folds, Path work, boolean sample) {
        this.folds = folds;
        this.work = work;
        this.sample = sample;
    }

    public static void main(String[] arguments) throws IOException {
        boolean sample = arguments.length > 2 && arguments[2].equals("-sample");
        Folds folds = new Folds(new Corpus(Path.of(arguments[0])));
        System.out.println(new GuardrailEvaluation(folds, Path.of(arguments[1]), sample).tables());
    }

    private String tables() throws IOException {
        StringBuilder out = new StringBuilder();
        Tables tables = new Tables(out);
        tables.domains(all("domain", Folds.COUNT, folds::domains));
        tables.toxicity(all("toxicity", Folds.COUNT, folds::toxicity));
        List<Scored> attacks = all("attack", Folds.COUNT, folds::attacks);
        tables.attacks("Attacks, other texts of the same sources", attacks);
        tables.violations(attacks);
        if (!sample) {
            List<Scored> sources = all("source", Folds.SOURCES.size(), folds::attacksOfSources);
            tables.attacks("Attacks, sources that were left out of training", sources);
            tables.violations(sources);
        }
        return out.toString();
    }

    private List<Scored> all(String name, int count, IntFunction<List<Scored>> run) throws IOException {
        List<Scored> all = new ArrayList<>();
        for (int i = 0; i < (sample ? 1 : count); i++) {
            Path file = work.resolve(name + i + ".tsv");
            if (!Files.exists(file)) {
                Scored.write(file, run.apply(i));
            }
            all.addAll(Scored.read(file));
        }
        return all;
    }
}
