package gateway.training;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.guard.text.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.ToIntFunction;

/** The labelled texts beside the project, in the order of their files. */
public final class Corpus {
    /** Domains by label. */
    static final List<String> DOMAINS = List.of("general", "legal", "medical");

    private static final int KEY = 60;
    private static final String ASKED = "question";

    private final Path folder;

    public Corpus(Path folder) {
        this.folder = folder;
    }

    /** Attacks (1) and harmless prompts (0). */
    public List<Sample> prompts() {
        return rows("guardrail/prompts.dev", row -> row.path("label").asText().equals("attack") ? 1 : 0, 1);
    }

    /** Toxic (1) or not (0). */
    public List<Sample> toxicity() {
        return rows("guardrail/toxicity.dev", row -> row.path("label").asText().equals("toxic") ? 1 : 0, 1);
    }

    /** General (0), legal (1), medical (2). */
    public List<Sample> domains() {
        return rows(
                "domain/prompts.dev", row -> DOMAINS.indexOf(row.path("label").asText()), 1);
    }

    /** Examination questions of law (1), health (2) and other subjects (0). */
    public List<Sample> examinations() {
        return rows(
                "routing/mmlupro.dev",
                row -> switch (row.path("category").asText()) {
                    case "law" -> 1;
                    case "health" -> 2;
                    default -> 0;
                },
                1);
    }

    /** Harmless texts of other collections, none of them also among the prompts. */
    public List<Sample> harmless(Random random) {
        Set<String> known = new HashSet<>();
        prompts().forEach(sample -> known.add(key(sample.text())));
        List<Sample> all = new ArrayList<>();
        all.addAll(rows("pii/requests.dev", row -> 0, 0.25));
        all.addAll(rows("pii/germeval2014.dev", row -> 0, 0.25));
        all.addAll(rows("pii/presidio_synth.dev", row -> 0, 0.15));
        all.addAll(rows("routing/mmlupro.dev", row -> 0, 0.12));
        all.addAll(rows("routing/zeroeval.dev", row -> 0, 0.25));
        all.addAll(rows("domain/prompts.dev", row -> 0, 0.35));
        toxicity().stream()
                .filter(s -> s.label() == 0)
                .map(s -> s.weighing(0.4))
                .forEach(all::add);
        List<Sample> chosen = new ArrayList<>();
        for (Sample sample : all) {
            boolean drawn = random.nextDouble() < sample.weight();
            if (drawn && known.add(key(sample.text()))) {
                chosen.add(sample.weighing(1));
            }
        }
        return chosen;
    }

    /** Weighs texts so that a source counts by the square root of its size, with a mean of 1 for a label. */
    public static List<Sample> balanced(List<Sample> samples) {
        Map<String, Integer> sizes = new HashMap<>();
        samples.forEach(s -> sizes.merge(s.label() + s.source(), 1, Integer::sum));
        Map<Integer, double[]> sums = new HashMap<>();
        for (Sample s : samples) {
            double[] sum = sums.computeIfAbsent(s.label(), label -> new double[2]);
            sum[0] += s.weight() / Math.sqrt(sizes.getOrDefault(s.label() + s.source(), 1));
            sum[1]++;
        }
        return samples.stream()
                .map(s -> {
                    double[] sum = Objects.requireNonNull(sums.get(s.label()));
                    return s.weighing(
                            s.weight() / Math.sqrt(sizes.getOrDefault(s.label() + s.source(), 1)) * sum[1] / sum[0]);
                })
                .toList();
    }

    private List<Sample> rows(String name, ToIntFunction<JsonNode> label, double weight) {
        List<Sample> samples = new ArrayList<>();
        try {
            JsonLines.each(folder.resolve(name + ".jsonl.gz"), row -> {
                String text = row.path("text").asText(row.path("prompt").asText());
                String category =
                        row.path("category").asText(row.path("subdomain").asText("other"));
                String source = row.path("source").asText(name);
                String group = row.path("cluster").asText(key(text));
                samples.add(new Sample(
                        text, label.applyAsInt(row), category, row.path("lang").asText("en"), source, group, weight));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return samples;
    }

    private static String key(String text) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < text.length() && key.length() < KEY + ASKED.length(); i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                key.append(Character.toLowerCase(text.charAt(i)));
            }
        }
        int from = key.indexOf(ASKED) == 0 ? ASKED.length() : 0;
        return key.substring(from, Math.min(key.length(), from + KEY));
    }
}
