package gateway.routing.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.training.JsonLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prompts with what each of several models made of them.
 *
 * @param name of the set, such as {@code mmlupro}
 * @param models in order
 * @param rows one a prompt
 */
public record RoutingSet(String name, List<Model> models, List<Row> rows) {
    /** All sets, in order. */
    public static final List<String> NAMES = List.of("mmlupro", "routellm_mmlu", "routellm_gsm8k", "zeroeval");

    private static final String MMLU = "ori_mmlu-";

    public RoutingSet {
        models = List.copyOf(models);
        rows = List.copyOf(rows);
    }

    /**
     * A model.
     *
     * @param name such as {@code mistral/mixtral-8x7b-instruct}
     * @param usdIn price of a token of the prompt
     * @param usdOut price of a token of the answer
     */
    public record Model(String name, double usdIn, double usdOut) {}

    /**
     * A prompt; numbers are in the order of the set's models.
     *
     * @param category as the set has it
     * @param subject the same, or the subject of MMLU that a prompt comes from
     * @param rewards how good the answers were, 0 to 1
     * @param usd what they cost
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Row(
            String id,
            String category,
            String subject,
            String prompt,
            double[] rewards,
            double[] usd,
            int inputTokens,
            double[] outputTokens) {
        /** The mean of the rewards. */
        double meanReward() {
            return mean(rewards);
        }
    }

    /** All sets of a data folder. */
    public static List<RoutingSet> all(Path data) {
        return NAMES.stream().map(name -> read(data, name)).toList();
    }

    /** A set by its name. */
    public static RoutingSet read(Path data, String name) {
        Path folder = data.resolve("routing");
        try {
            List<Model> models = new ArrayList<>();
            JsonNode arms =
                    new ObjectMapper().readTree(folder.resolve("arms.json").toFile());
            arms.path(name)
                    .forEach(arm -> models.add(new Model(
                            arm.path("arm").asText(),
                            arm.path("usd_per_1m_in").asDouble() / 1e6,
                            arm.path("usd_per_1m_out").asDouble() / 1e6)));
            List<Row> rows = new ArrayList<>();
            JsonLines.each(folder.resolve(name + ".dev.jsonl.gz"), row -> rows.add(row(row)));
            return new RoutingSet(name, models, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double mean(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum / numbers.length;
    }

    private static Row row(JsonNode row) {
        return new Row(
                row.path("id").asText(),
                row.path("category").asText(),
                subject(row.path("category").asText(), row.path("subsource").asText()),
                row.path("prompt").asText(),
                numbers(row.path("reward")),
                numbers(row.path("cost")),
                row.path("in_tok").asInt(),
                numbers(row.path("out_tok")));
    }

    private static String subject(String category, String source) {
        return source.startsWith(MMLU) ? source.substring(MMLU.length()) : category;
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.path(i).asDouble();
        }
        return numbers;
    }
}
