package gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Plays embedding models: OpenAI's and Mistral's {@code /embeddings}, Gemini's {@code :batchEmbedContents}, Vertex'
 * {@code :predict}, and Bedrock's {@code invoke} for Titan and Cohere. The vector of a text is always the same, of
 * length 1, and a shorter one is the beginning of the longer one. It means nothing. A token is four characters.
 */
final class Embedder {
    private static final int MOST_OPENAI = 2_048;
    private static final int MOST_GEMINI = 100;
    private static final int MOST_COHERE = 96;
    private static final int CHARACTERS = 4;

    private Embedder() {}

    /** Whether a path is one of those above. */
    static boolean isAt(String path) {
        return path.endsWith("/embeddings")
                || path.endsWith(":batchEmbedContents")
                || path.endsWith(":predict")
                || path.endsWith("/invoke");
    }

    /**
     * An answer.
     *
     * @param body what came back
     * @param tokens of the input
     */
    record Vectors(Buffer body, int tokens) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Vectors[tokens=" + tokens + "]";
        }
    }

    /**
     * Answers.
     *
     * @param headers to which Bedrock's count of tokens is added
     * @throws RejectedException if the provider would not take the request
     */
    static Vectors answer(Endpoint endpoint, ObjectNode body, MultiMap headers) {
        String path = endpoint.path();
        if (path.endsWith("/embeddings")) {
            return openAi(endpoint, body);
        }
        String model = Objects.requireNonNullElse(endpoint.model(), "");
        if (path.endsWith(":batchEmbedContents")) {
            return gemini(model, body);
        }
        if (path.endsWith(":predict")) {
            return vertex(model, body);
        }
        return model.contains("cohere") ? cohere(model, body, headers) : titan(model, body);
    }

    private static Vectors openAi(Endpoint endpoint, ObjectNode body) {
        String model =
                Objects.requireNonNullElse(endpoint.model(), body.path("model").asText());
        List<String> texts = new ArrayList<>();
        int tokens = 0;
        JsonNode input = body.path("input");
        JsonNode all = input.isTextual() || (input.isArray() && input.path(0).isNumber()) ? null : input;
        for (JsonNode each : all == null ? List.of(input) : all) {
            String text = each.isTextual() ? each.textValue() : each.toString();
            texts.add(text);
            tokens += each.isArray() ? each.size() : tokens(text);
        }
        if (texts.isEmpty() || texts.contains("") || texts.size() > MOST_OPENAI) {
            throw RejectedException.invalid("'$.input' is invalid. Please check the API reference.");
        }
        int asked = body.path("dimensions").asInt(body.path("output_dimension").asInt(0));
        int dimensions = asked > 0 ? asked : usual(model);
        boolean base64 = "base64".equals(body.path("encoding_format").asText());
        StringBuilder json = new StringBuilder("{\"object\":\"list\",\"data\":[");
        for (int i = 0; i < texts.size(); i++) {
            float[] vector = vector(model, texts.get(i), dimensions);
            json.append(i == 0 ? "" : ",")
                    .append("{\"object\":\"embedding\",\"index\":")
                    .append(i);
            json.append(",\"embedding\":");
            if (base64) {
                json.append('"').append(base64(vector)).append('"');
            } else {
                numbers(vector, json);
            }
            json.append('}');
        }
        json.append("],\"model\":").append(JsonText.quote(model)).append(",\"usage\":{\"prompt_tokens\":");
        json.append(tokens).append(",\"total_tokens\":").append(tokens).append("}}");
        return new Vectors(Buffer.buffer(json.toString()), tokens);
    }

    private static Vectors gemini(String model, ObjectNode body) {
        JsonNode requests = body.path("requests");
        if (requests.isEmpty() || requests.size() > MOST_GEMINI) {
            throw RejectedException.invalid("BatchEmbedContentsRequest: at most 100 requests can be in one batch");
        }
        Function<JsonNode, String> text =
                each -> each.at("/content/parts/0/text").asText();
        int tokens = tokens(requests, text);
        StringBuilder json = new StringBuilder("{\"embeddings\":[");
        for (JsonNode each : requests) {
            int asked = each.path("outputDimensionality").asInt(usual(model));
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",").append("{\"values\":");
            numbers(vector(model, text.apply(each), asked), json);
            json.append('}');
        }
        json.append("],\"usageMetadata\":{\"promptTokenCount\":").append(tokens).append("}}");
        return new Vectors(Buffer.buffer(json.toString()), tokens);
    }

    private static Vectors vertex(String model, ObjectNode body) {
        JsonNode instances = body.path("instances");
        if (instances.size() != 1) {
            throw RejectedException.invalid("The model takes one instance per prediction.");
        }
        String text = instances.get(0).path("content").asText();
        int asked = body.at("/parameters/outputDimensionality").asInt(usual(model));
        StringBuilder json =
                new StringBuilder("{\"predictions\":[{\"embeddings\":{\"statistics\":{\"truncated\":false,");
        json.append("\"token_count\":").append(tokens(text)).append("},\"values\":");
        numbers(vector(model, text, asked), json);
        return new Vectors(Buffer.buffer(json.append("}}]}").toString()), tokens(text));
    }

    private static Vectors titan(String model, ObjectNode body) {
        String text = body.path("inputText").asText();
        if (text.isEmpty()) {
            throw RejectedException.invalid("Malformed input request: #: required key [inputText] not found");
        }
        StringBuilder json = new StringBuilder("{\"embedding\":");
        numbers(vector(model, text, body.path("dimensions").asInt(usual(model))), json);
        json.append(",\"inputTextTokenCount\":").append(tokens(text)).append('}');
        return new Vectors(Buffer.buffer(json.toString()), tokens(text));
    }

    private static Vectors cohere(String model, ObjectNode body, MultiMap headers) {
        JsonNode texts = body.path("texts");
        if (texts.isEmpty() || texts.size() > MOST_COHERE || !body.has("input_type")) {
            throw RejectedException.invalid("Malformed input request: at most 96 texts, and an input_type");
        }
        int tokens = tokens(texts, JsonNode::asText);
        headers.set("X-Amzn-Bedrock-Input-Token-Count", String.valueOf(tokens));
        StringBuilder json =
                new StringBuilder("{\"id\":\"simulated\",\"response_type\":\"embeddings_floats\",\"embeddings\":[");
        for (int i = 0; i < texts.size(); i++) {
            json.append(i == 0 ? "" : ",");
            numbers(vector(model, texts.get(i).asText(), usual(model)), json);
        }
        return new Vectors(Buffer.buffer(json.append("]}").toString()), tokens);
    }

    /** How long the vectors of the real models are. */
    private static int usual(String model) {
        if (model.contains("embedding-3-large") || model.contains("gemini-embedding")) {
            return 3_072;
        }
        return model.contains("titan") || model.contains("cohere") || model.contains("mistral") ? 1_024 : 1_536;
    }

    private static int tokens(JsonNode all, Function<JsonNode, String> text) {
        int tokens = 0;
        for (JsonNode each : all) {
            tokens += tokens(text.apply(each));
        }
        return tokens;
    }

    private static int tokens(String text) {
        return Math.ceilDiv(text.length(), CHARACTERS);
    }

    private static float[] vector(String model, String text, int dimensions) {
        SplittableRandom random = new SplittableRandom(31L * model.hashCode() + text.hashCode());
        double[] numbers = new double[dimensions];
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            numbers[i] = random.nextDouble(-1, 1);
            squares += numbers[i] * numbers[i];
        }
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (numbers[i] / Math.sqrt(squares));
        }
        return vector;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static void numbers(float[] vector, StringBuilder json) {
        json.append('[');
        for (int i = 0; i < vector.length; i++) {
            json.append(i == 0 ? "" : ",").append(vector[i]);
        }
        json.append(']');
    }
}
