package gateway.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Context;
import gateway.routing.feature.PlainRequest;
import gateway.routing.feature.RequestFeatures;
import gateway.routing.replay.Problem;
import gateway.wire.JsonCodec;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Reads data sets that say of each prompt what every model made of it: JSON lines, with gzip or without. Of the prompts
 * only the features are kept, and problems name the line and never what stands there. Not thread-safe.
 */
final class RoutingData {
    private static final double MILLION = 1e6;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final RequestFeatures features;
    private final Map<String, List<Problem.Asked>> rows = new LinkedHashMap<>();
    private final Map<String, Listed> listed = new LinkedHashMap<>();
    private final Map<String, List<Arm>> arms = new LinkedHashMap<>();

    RoutingData(RequestFeatures features) {
        this.features = features;
    }

    /** Says in words what is wrong with a file. */
    static final class WrongDataException extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongDataException(String message) {
            super(message);
        }
    }

    /** The models of a set, not looked at yet: those of a set without rows may lack a price. */
    private record Listed(Path file, JsonNode models) {
        @Override
        public String toString() {
            return "Listed[" + file + "]";
        }
    }

    /** A model of a set. */
    private record Arm(String model, Problem.PricePair price) {
        @Override
        public String toString() {
            return "Arm[" + model + "]";
        }
    }

    /**
     * Reads the models and prices of sets: an object of sets, each a list of {@code arm}, {@code usd_per_1m_in} and
     * {@code usd_per_1m_out}. Sets that are known already stay as they are; those without rows may be incomplete.
     *
     * @throws WrongDataException if the file cannot be read or is no such file
     */
    void arms(Path file) {
        JsonNode sets;
        try {
            sets = JsonCodec.MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new WrongDataException(file + " is no JSON");
        } catch (IOException e) {
            throw new WrongDataException(
                    file + " cannot be read: it is to list models and prices; name another one with --arms");
        }
        if (sets == null || !sets.isObject() || sets.isEmpty()) {
            throw new WrongDataException(file + " must be an object that has a list of models for each set");
        }
        sets.properties().forEach(set -> listed.putIfAbsent(set.getKey(), new Listed(file, set.getValue())));
    }

    /**
     * Reads the rows of a file.
     *
     * @throws WrongDataException if it cannot be read, or a row is none
     */
    void rows(Path file) {
        int line = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                line++;
                if (!text.isBlank()) {
                    row(text, file + ", line " + line);
                }
            }
        } catch (IOException e) {
            throw new WrongDataException(file + " cannot be read" + (line == 0 ? "" : " beyond line " + line));
        }
        if (line == 0) {
            throw new WrongDataException(file + " is empty");
        }
    }

    /** What was read, one a set, in the order in which sets came. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        rows.forEach((name, asked) -> {
            List<Arm> models = arms.getOrDefault(name, List.of());
            problems.add(new Problem(
                    name,
                    models.stream().map(Arm::model).toList(),
                    models.stream().map(Arm::price).toList(),
                    asked));
        });
        return problems;
    }

    private void row(String text, String where) {
        JsonNode row;
        try {
            row = JsonCodec.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new WrongDataException(where + ": is no JSON");
        }
        String set = row.path("env").asText();
        Listed known = listed.get(set);
        if (!row.path("env").isTextual() || known == null) {
            throw new WrongDataException(where + ": 'env' must name a set of the file of models, which are "
                    + String.join(", ", listed.keySet()));
        }
        List<Arm> models = arms.computeIfAbsent(set, name -> models(name, known));
        if (!row.path("prompt").isTextual()) {
            throw new WrongDataException(where + ": 'prompt' must be a text");
        }
        List<Double> rewards = numbers(row, "reward", models.size(), 1, where);
        List<Double> tokens = numbers(row, "out_tok", models.size(), Double.MAX_VALUE, where);
        List<Double> costs = numbers(row, "cost", models.size(), Double.MAX_VALUE, where);
        List<Problem.Result> results = new ArrayList<>(models.size());
        for (int i = 0; i < models.size(); i++) {
            results.add(new Problem.Result(rewards.get(i), costs.get(i), Math.round(tokens.get(i))));
        }
        rows.computeIfAbsent(set, name -> new ArrayList<>())
                .add(new Problem.Asked(
                        context(row.path("prompt").asText()),
                        Math.round(number(row.path("in_tok"), where, "in_tok", Double.MAX_VALUE)),
                        results));
    }

    private static List<Arm> models(String set, Listed known) {
        List<Arm> models = new ArrayList<>();
        String where = known.file() + ", set '" + set + "'";
        for (JsonNode arm : known.models()) {
            String model = where + ", model " + (models.size() + 1);
            if (arm.path("arm").asText().isBlank()) {
                throw new WrongDataException(model + ": 'arm' must name the model");
            }
            double in = number(arm.path("usd_per_1m_in"), model, "usd_per_1m_in", Double.MAX_VALUE);
            double out = number(arm.path("usd_per_1m_out"), model, "usd_per_1m_out", Double.MAX_VALUE);
            models.add(new Arm(arm.path("arm").asText(), new Problem.PricePair(in / MILLION, out / MILLION)));
        }
        if (models.isEmpty() || models.stream().map(Arm::model).distinct().count() < models.size()) {
            throw new WrongDataException(where + ": must list models, none of them twice");
        }
        return models;
    }

    private Context context(String prompt) {
        return features.of(PlainRequest.of(prompt), "");
    }

    private static List<Double> numbers(JsonNode row, String field, int count, double most, String where) {
        JsonNode array = row.path(field);
        if (!array.isArray() || array.size() != count) {
            throw new WrongDataException(
                    where + ": '" + field + "' must be a list of " + count + " numbers, one a model");
        }
        List<Double> numbers = new ArrayList<>(count);
        for (JsonNode each : array) {
            numbers.add(number(each, where, field, most));
        }
        return numbers;
    }

    private static double number(JsonNode node, String where, String field, double most) {
        double number = node.isNumber() ? node.asDouble() : Double.NaN;
        if (!(number >= 0 && number <= most)) {
            throw new WrongDataException(where + ": '" + field + "' must be "
                    + (most == 1 ? "from 0 to 1" : "a number that is not negative"));
        }
        return number;
    }

    private static InputStream open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file));
        in.mark(2);
        boolean packed = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
        in.reset();
        return packed ? new GZIPInputStream(in) : in;
    }
}
