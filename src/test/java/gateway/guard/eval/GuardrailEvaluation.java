package gateway.guard.eval;

import gateway.training.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Prints the figures of the classifiers as tables in Markdown, each text judged by a model that saw neither it nor a
 * near duplicate: {@code GuardrailEvaluation <data folder> <work folder> [-sample]}. A sample is one fold of each kind.
 * Scores are kept in the work folder, so that a run that was cut goes on where it was.
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

    /**
     * What models that were trained without a fold make of it.
     *
     * @param auc of attacks against harmless texts
     * @param recall of attacks at 0.5
     * @param falsePositives of harmless texts at 0.5
     * @param toxicityAuc of toxic texts against others
     * @param domainAccuracy the share of texts whose domain was told
     */
    public record Summary(
            double auc, double recall, double falsePositives, double toxicityAuc, double domainAccuracy) {}

    /** The figures of a fold by models trained in a hurry; the same at every run. */
    public static Summary summary(Path data) {
        Folds folds = new Folds(new Corpus(data));
        List<Scored> prompts = folds.attacksInShort(0);
        List<Double> attacks = Scored.scores(prompts, Scored::isOf);
        List<Double> harmless = Scored.scores(prompts, s -> !s.isOf());
        List<Scored> texts = folds.toxicity(0);
        List<Scored> domains = folds.domains(0);
        return new Summary(
                Figures.auc(attacks, harmless),
                (double) Figures.reaching(attacks, 0.5) / attacks.size(),
                (double) Figures.reaching(harmless, 0.5) / harmless.size(),
                Figures.auc(Scored.scores(texts, Scored::isOf), Scored.scores(texts, s -> !s.isOf())),
                (double) domains.stream()
                                .filter(s -> s.best() == s.sample().label())
                                .count()
                        / domains.size());
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
