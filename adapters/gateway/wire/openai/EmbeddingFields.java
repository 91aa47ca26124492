package gateway.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.EmbeddingInput;
import gateway.model.VectorFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a client's request for vectors. */
final class EmbeddingFields {
    /** OpenAI's own limit. */
    static final int MOST_INPUTS = 2_048;

    private static final int MOST_TOKEN = Integer.MAX_VALUE;

    private EmbeddingFields() {}

    /** What the dialect calls a form. */
    static String word(VectorFormat format) {
        return switch (format) {
            case FLOAT -> "float";
            case BASE64 -> "base64";
        };
    }

    static @Nullable VectorFormat format(Fields fields) {
        String word = fields.text("encoding_format");
        return switch (word) {
            case null -> null;
            case "float" -> VectorFormat.FLOAT;
            case "base64" -> VectorFormat.BASE64;
            default -> throw Fields.wrong("encoding_format", "must be 'float' or 'base64'");
        };
    }

    /** One text, several, one text as tokens, or several. */
    static EmbeddingInput input(Fields fields) {
        JsonNode input = fields.get("input");
        if (input == null) {
            throw Fields.wrong("input", "is missing: give a text, or an array of texts");
        }
        if (input.isTextual()) {
            return new EmbeddingInput.Texts(List.of(text(input, "input")));
        }
        if (!input.isArray()) {
            throw Fields.wrong("input", "must be a string, an array of strings, or tokens");
        }
        if (input.isEmpty()) {
            throw Fields.wrong("input", "is empty: give at least one text");
        }
        if (input.get(0).isNumber()) {
            return new EmbeddingInput.Tokens(List.of(tokens(input, "input")));
        }
        if (input.size() > MOST_INPUTS) {
            throw Fields.wrong("input", "has " + input.size() + " elements: send at most " + MOST_INPUTS + " at once");
        }
        return input.get(0).isArray() ? allTokens(input) : texts(input);
    }

    private static EmbeddingInput texts(JsonNode input) {
        List<String> texts = new ArrayList<>(input.size());
        for (JsonNode each : input) {
            texts.add(text(each, "input[" + texts.size() + "]"));
        }
        return new EmbeddingInput.Texts(texts);
    }

    private static EmbeddingInput allTokens(JsonNode input) {
        List<int[]> all = new ArrayList<>(input.size());
        for (JsonNode each : input) {
            all.add(tokens(each, "input[" + all.size() + "]"));
        }
        return new EmbeddingInput.Tokens(all);
    }

    private static String text(JsonNode text, String param) {
        if (!text.isTextual()) {
            throw Fields.wrong(param, "must be a string, as the others are");
        }
        if (text.textValue().isEmpty()) {
            throw Fields.wrong(param, "is an empty string: there is nothing to embed");
        }
        return text.textValue();
    }

    private static int[] tokens(JsonNode tokens, String param) {
        if (!tokens.isArray() || tokens.isEmpty()) {
            throw Fields.wrong(param, "must be an array of tokens, at least one, as the others are");
        }
        int[] numbers = new int[tokens.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode token = tokens.get(i);
            if (!token.isIntegralNumber() || !token.canConvertToInt() || token.intValue() < 0) {
                throw Fields.wrong(param + "[" + i + "]", "must be a token: a whole number from 0 to " + MOST_TOKEN);
            }
            numbers[i] = token.intValue();
        }
        return numbers;
    }
}
