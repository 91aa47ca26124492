package gateway.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.wire.JsonCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * How often a question that was changed counts as like the one that it was, by vectors alone and as the cache does it.
 */
public final class LikenessReport {
    private static final double[] LEAST = {0.6, 0.8, 0.9, 0.95};
    private static final int WORDS = 5_000;

    private final Embedder embedder = new WordEmbedder();
    private final StringBuilder table = new StringBuilder();

    private LikenessReport() {}

    /**
     * The report.
     *
     * @param data the evaluation data
     * @param perSet so many questions of each set at most
     */
    public static String of(Path data, int perSet) {
        return new LikenessReport().run(data, perSet);
    }

    private String run(Path data, int perSet) {
        List<String> texts = new ArrayList<>();
        Map.of(
                        "guardrail/prompts.dev.jsonl.gz", "text",
                        "domain/prompts.dev.jsonl.gz", "text",
                        "routing/mmlupro.dev.jsonl.gz", "prompt",
                        "routing/routellm_gsm8k.dev.jsonl.gz", "prompt")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> texts.addAll(read(data.resolve(each.getKey()), each.getValue(), perSet)));
        List<String> words = texts.stream()
                .flatMap(text -> List.of(text.split("[^\\p{L}]+", -1)).stream())
                .filter(word -> word.length() >= 4)
                .distinct()
                .limit(WORDS)
                .toList();
        Changes changes = new Changes(new Random(8), words);
        table.append("%,d questions.%n%n| change | questions |".formatted(texts.size()));
        for (double least : LEAST) {
            table.append(" vectors alone, %.2f |".formatted(least));
        }
        for (double least : LEAST) {
            table.append(" cache, %.2f |".formatted(least));
        }
        table.append("\n|---|---|").append("---|".repeat(2 * LEAST.length)).append('\n');
        for (Map.Entry<String, UnaryOperator<@Nullable String>> each :
                changes.meaningful().entrySet()) {
            row("**" + each.getKey() + "**", texts, each.getValue());
        }
        for (Map.Entry<String, UnaryOperator<@Nullable String>> each :
                changes.harmless().entrySet()) {
            row(each.getKey(), texts, each.getValue());
        }
        pairs(texts);
        return table.toString();
    }

    private void row(String name, List<String> texts, UnaryOperator<@Nullable String> change) {
        int[] alone = new int[LEAST.length];
        int[] cache = new int[LEAST.length];
        int all = 0;
        for (String text : texts) {
            String changed = change.apply(text);
            if (changed == null || changed.equals(text)) {
                continue;
            }
            all++;
            count(product(embedder.embed(text), embedder.embed(changed)), isSame(text, changed), alone, cache);
        }
        table.append("| %s | %,d |".formatted(name, all));
        shares(alone, all);
        shares(cache, all);
        table.append('\n');
    }

    /** Each question with each other one. */
    private void pairs(List<String> texts) {
        List<float[]> vectors = texts.stream().map(embedder::embed).toList();
        List<String> essences = texts.stream().map(Wording::essence).toList();
        int[] alone = new int[LEAST.length];
        int[] cache = new int[LEAST.length];
        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (!texts.get(i).equals(texts.get(j))) {
                    count(
                            product(vectors.get(i), vectors.get(j)),
                            essences.get(i).equals(essences.get(j)),
                            alone,
                            cache);
                }
            }
        }
        table.append("| any two different questions (pairs) | %,d |".formatted(texts.size() * (texts.size() - 1L) / 2));
        for (int[] each : new int[][] {alone, cache}) {
            for (int count : each) {
                table.append(" %,d |".formatted(count));
            }
        }
        table.append('\n');
    }

    private static boolean isSame(String one, String other) {
        return Wording.essence(one).equals(Wording.essence(other));
    }

    private static void count(double likeness, boolean same, int[] alone, int[] cache) {
        for (int i = 0; i < LEAST.length; i++) {
            if (likeness >= LEAST[i]) {
                alone[i]++;
                cache[i] += same ? 1 : 0;
            }
        }
    }

    private void shares(int[] counts, int all) {
        for (int count : counts) {
            table.append(" %.1f %% |".formatted(100.0 * count / Math.max(1, all)));
        }
    }

    private static double product(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static List<String> read(Path file, String field, int most) {
        List<String> texts = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && texts.size() < most; line = lines.readLine()) {
                JsonNode text = json(line).path(field);
                if (text.isTextual() && Wording.isComparable(text.textValue())) {
                    texts.add(text.textValue());
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String line) throws JsonProcessingException {
        return JsonCodec.MAPPER.readTree(line);
    }
}
