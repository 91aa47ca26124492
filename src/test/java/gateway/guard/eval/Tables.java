package gateway.guard.eval;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Figures of scored texts as tables in Markdown. */
final class Tables {
    private static final double DEFAULT = 0.5;
    private static final double[] SHARES = {0.001, 0.01, 0.1};
    private static final double TARGET = 0.001;

    private final StringBuilder out;

    Tables(StringBuilder out) {
        this.out = out;
    }

    void attacks(String title, List<Scored> all) {
        List<Double> harmless = Scored.scores(all, s -> !s.isOf());
        List<Double> attacks = Scored.scores(all, Scored::isOf);
        double atOne = Figures.threshold(harmless, 0.01);
        line("### " + title
                + "\n\n| texts | count | AUC | recall or false positives at 0.5 | at 1 % false positives |");
        line("|---|---|---|---|---|");
        row("all attacks", attacks, Figures.auc(attacks, harmless), atOne);
        for (String category : names(all, Scored::isOf, s -> s.sample().category())) {
            List<Double> of = Scored.scores(all, in(category, true));
            row("attack: " + category, of, Figures.auc(of, harmless), atOne);
        }
        for (String lang : names(all, Scored::isOf, s -> s.sample().lang())) {
            List<Double> of =
                    Scored.scores(all, s -> s.isOf() && s.sample().lang().equals(lang));
            row("attacks in " + lang, of, Figures.auc(of, harmless), atOne);
        }
        row("all harmless", harmless, Double.NaN, atOne);
        for (String category : names(all, s -> !s.isOf(), s -> s.sample().category())) {
            row("harmless: " + category, Scored.scores(all, in(category, false)), Double.NaN, atOne);
        }
        line("");
    }

    /** The share of requests that are attacks and pass, and the largest share of attacks at which it is under 0.1 %. */
    void violations(List<Scored> all) {
        List<Double> attacks = Scored.scores(all, Scored::isOf);
        List<Double> harmless = Scored.scores(all, s -> !s.isOf());
        line(
                "| false positives | recall | violations at 0.1 % attacks | at 1 % | at 10 % | largest share for < 0.1 % |");
        line("|---|---|---|---|---|---|");
        for (double share : new double[] {0.005, 0.01, 0.02, 0.05}) {
            long caught = Figures.reaching(attacks, Figures.threshold(harmless, share));
            double[] recall = Figures.wilson(caught, attacks.size());
            double missed = 1 - (double) caught / attacks.size();
            StringBuilder row = new StringBuilder(
                    String.format(Locale.ROOT, "| %.1f %% | %s", share * 100, Figures.share(caught, attacks.size())));
            for (double attackers : SHARES) {
                row.append(String.format(
                        Locale.ROOT,
                        " | %.3f %% (%.3f-%.3f)",
                        100 * attackers * missed,
                        100 * attackers * (1 - recall[1]),
                        100 * attackers * (1 - recall[0])));
            }
            line(row.append(String.format(
                            Locale.ROOT,
                            " | %.2f %% (%.2f-%.2f) |",
                            100 * TARGET / missed,
                            100 * TARGET / (1 - recall[0]),
                            100 * TARGET / (1 - recall[1])))
                    .toString());
        }
        line("");
    }

    void toxicity(List<Scored> all) {
        line(
                "### Toxicity\n\n| texts | toxic | others | AUC | recall at 1 % false positives | recall at 0.5 | false positives at 0.5 |");
        line("|---|---|---|---|---|---|---|");
        toxicity("all", all);
        for (String lang : names(all, s -> true, s -> s.sample().lang())) {
            toxicity(
                    lang,
                    all.stream().filter(s -> s.sample().lang().equals(lang)).toList());
        }
        for (String source : names(all, s -> true, s -> s.sample().source())) {
            toxicity(
                    source,
                    all.stream().filter(s -> s.sample().source().equals(source)).toList());
        }
        line("");
    }

    void domains(List<Scored> all) {
        line("### Domain\n\n| texts | count | accuracy |\n|---|---|---|");
        accuracy("all", all);
        for (String group : names(all, s -> true, Tables::domain)) {
            accuracy(group, all.stream().filter(s -> domain(s).equals(group)).toList());
        }
        for (String source : names(all, s -> true, s -> s.sample().source())) {
            accuracy(
                    source,
                    all.stream().filter(s -> s.sample().source().equals(source)).toList());
        }
        line("");
    }

    private void toxicity(String name, List<Scored> all) {
        List<Double> toxic = Scored.scores(all, Scored::isOf);
        List<Double> others = Scored.scores(all, s -> !s.isOf());
        long atOne = Figures.reaching(toxic, Figures.threshold(others, 0.01));
        line(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.3f | %s | %s | %s |",
                name,
                toxic.size(),
                others.size(),
                Figures.auc(toxic, others),
                Figures.share(atOne, toxic.size()),
                Figures.share(Figures.reaching(toxic, DEFAULT), toxic.size()),
                Figures.share(Figures.reaching(others, DEFAULT), others.size())));
    }

    private void accuracy(String name, List<Scored> all) {
        long right = all.stream().filter(s -> s.best() == s.sample().label()).count();
        line(String.format(Locale.ROOT, "| %s | %d | %s |", name, all.size(), Figures.share(right, all.size())));
    }

    private void row(String name, List<Double> scores, double auc, double atOne) {
        line(String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s |",
                name,
                scores.size(),
                Double.isNaN(auc) ? "" : String.format(Locale.ROOT, "%.3f", auc),
                Figures.share(Figures.reaching(scores, DEFAULT), scores.size()),
                Figures.share(Figures.reaching(scores, atOne), scores.size())));
    }

    private static String domain(Scored scored) {
        return List.of("general", "legal", "medical").get(scored.sample().label()) + " in "
                + scored.sample().lang();
    }

    private static Predicate<Scored> in(String category, boolean attack) {
        return s -> s.isOf() == attack && s.sample().category().equals(category);
    }

    private static Set<String> names(List<Scored> all, Predicate<Scored> which, Function<Scored, String> name) {
        Set<String> names = new TreeSet<>();
        all.stream().filter(which).map(name).forEach(names::add);
        return names;
    }

    private void line(String line) {
        out.append(line).append('\n');
    }
}
