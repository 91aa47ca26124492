package gateway.training;

import gateway.guard.text.Fit;
import gateway.guard.text.Sample;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Trains the model of attacks and writes it: {@code AttackTraining <data folder> <resource folder>}. */
public final class AttackTraining {
    public static final Fit.Plan PLAN =
            new Fit.Plan(5, false, "attack-words.txt", 3, 3, 0.1, 1e-5, 1.0, true, true, 0.004);
    /** Half the work, for a check that the way of training still works. */
    public static final Fit.Plan SHORT_PLAN =
            new Fit.Plan(5, false, "attack-words.txt", 2, 2, 0.1, 1e-5, 1.0, true, true, 0.004);

    private static final Set<String> SHORT_ATTACKS =
            Set.of("prompt_injection", "prompt_extraction", "indirect_injection");
    private static final int MAX_EMBEDDED = 300;
    private static final int MAX_STRANGE = 120;
    private static final double TEMPLATE_WEIGHT = 0.5;
    private static final int MAX_JOINED = 400;
    private static final int MOST_JOINED = 12;
    private static final int TEXTS_OF_MANY = 300;
    private static final List<String> BETWEEN = List.of("\n", "\n\n", " ");

    private AttackTraining() {}

    public static void main(String[] arguments) throws IOException {
        Corpus corpus = new Corpus(Path.of(arguments[0]));
        Fit fit = fit(corpus.prompts(), corpus.harmless(new Random(3)), PLAN);
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[1], "attacks.model"))) {
            fit.write(out);
        }
    }

    /** A model from these prompts, harmless texts of elsewhere, and texts drawn from templates. */
    public static Fit fit(List<Sample> prompts, List<Sample> harmless, Fit.Plan plan) {
        Random random = new Random(11);
        List<Sample> samples = new ArrayList<>(Corpus.balanced(join(prompts, added(harmless))));
        List<Sample> drawn =
                Templates.draw("attack-phrases.txt", random, category -> category.equals("benign") ? 0 : 1).stream()
                        .map(s -> s.weighing(TEMPLATE_WEIGHT))
                        .toList();
        samples.addAll(drawn);
        samples.addAll(embedded(join(prompts, drawn), join(prompts, harmless), random));
        List<Sample> strange = join(prompts, drawn).stream()
                .filter(s -> s.text().length() < MAX_STRANGE && s.text().indexOf('|') < 0)
                .filter(s -> s.label() == 0 || s.category().equals("indirect_injection"))
                .toList();
        samples.addAll(Tables.beside(prompts, strange, random));
        samples.addAll(many(prompts, random));
        return Fit.fit(
                samples.stream()
                        .map(s -> s.labelled(plan.labels() == 2 ? s.label() : label(s)))
                        .toList(),
                plan);
    }

    private static List<Sample> added(List<Sample> harmless) {
        return harmless.stream()
                .map(s ->
                        new Sample(s.text(), 0, s.category(), s.lang(), Fit.ADDED + s.source(), s.group(), s.weight()))
                .toList();
    }

    /** Attacks on instructions, instructions in documents, requests for harm and jailbreaks are learnt apart. */
    private static int label(Sample sample) {
        if (sample.label() == 0) {
            return 0;
        }
        return switch (sample.category()) {
            case "indirect_injection" -> 2;
            case "harmful_request" -> 3;
            case "jailbreak" -> 4;
            default -> 1;
        };
    }

    private static List<Sample> join(List<Sample> some, List<Sample> others) {
        List<Sample> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /** Short attacks in the midst of harmless texts, at the start or at the end, some in capitals. */
    private static List<Sample> embedded(List<Sample> attacks, List<Sample> hosts, Random random) {
        List<Sample> quiet = hosts.stream()
                .filter(s -> s.label() == 0 && s.text().length() > 200)
                .toList();
        List<Sample> samples = new ArrayList<>();
        for (Sample attack : attacks) {
            if (attack.label() == 1
                    && attack.text().length() < MAX_EMBEDDED
                    && SHORT_ATTACKS.contains(attack.category())
                    && random.nextInt(3) == 0) {
                String host = quiet.get(random.nextInt(quiet.size())).text();
                String text = random.nextInt(8) == 0 ? attack.text().toUpperCase(Locale.ROOT) : attack.text();
                samples.add(new Sample(
                        insert(host, text, random),
                        1,
                        attack.category(),
                        attack.lang(),
                        Fit.MADE + "embedded",
                        attack.group(),
                        0.5));
            }
        }
        return samples;
    }

    /** Harmless requests that have nothing to do with one another, in one text: that alone is no attack. */
    private static List<Sample> many(List<Sample> prompts, Random random) {
        List<Sample> requests = prompts.stream()
                .filter(s -> s.label() == 0 && s.text().length() < MAX_JOINED)
                .toList();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < TEXTS_OF_MANY; i++) {
            Sample first = requests.get(random.nextInt(requests.size()));
            String between = BETWEEN.get(random.nextInt(BETWEEN.size()));
            StringBuilder text = new StringBuilder(first.text());
            for (int more = random.nextInt(MOST_JOINED) + 2; more > 0; more--) {
                text.append(between)
                        .append(requests.get(random.nextInt(requests.size())).text());
            }
            samples.add(new Sample(text.toString(), 0, "many", "en", Fit.ADDED + "many", first.group(), 0.7));
        }
        return samples;
    }

    private static String insert(String host, String text, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> text + "\n" + host;
            case 1 -> host + "\n" + text;
            default -> {
                int end = host.indexOf(". ", random.nextInt(host.length()));
                int cut = end < 0 ? host.length() : end + 2;
                yield host.substring(0, cut) + text + " " + host.substring(cut);
            }
        };
    }
}
