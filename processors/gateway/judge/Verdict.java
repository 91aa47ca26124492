package gateway.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import gateway.model.Completion;
import gateway.model.Part;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a judge said of two answers, or of one.
 *
 * @param word what the first one is beside the second; {@link Word#SAME} where there is one alone
 * @param first how good the first one is, 0 to 1
 * @param second how good the second one is, 0 to 1; as the first where there is one alone
 */
record Verdict(Word word, double first, double second) {
    private static final double TOP = 10;
    private static final Set<String> PAIR = Set.of("verdict", "first", "second");
    private static final Set<String> SINGLE = Set.of("score");
    private static final String FENCE = "```";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** One answer beside another. */
    enum Word {
        BETTER,
        WORSE,
        SAME
    }

    /** What a judge of two answers said; null if it is not the object that was asked for, or contradicts itself. */
    static @Nullable Verdict ofPair(Completion completion) {
        JsonNode said = object(completion, PAIR);
        if (said == null) {
            return null;
        }
        double first = score(said.path("first"));
        double second = score(said.path("second"));
        Word word = switch (said.path("verdict").asText()) {
            case "first" -> first > second ? Word.BETTER : null;
            case "second" -> second > first ? Word.WORSE : null;
            case "same" -> Math.abs(first - second) <= 1 / TOP ? Word.SAME : null;
            default -> null;
        };
        return word == null || Double.isNaN(first) || Double.isNaN(second) ? null : new Verdict(word, first, second);
    }

    /** What a judge of one answer said; null if it is not the object that was asked for. */
    static @Nullable Verdict ofOne(Completion completion) {
        JsonNode said = object(completion, SINGLE);
        double score = said == null ? Double.NaN : score(said.path("score"));
        return Double.isNaN(score) ? null : new Verdict(Word.SAME, score, score);
    }

    /** The same with the two answers in the other order. */
    Verdict swapped() {
        Word other = switch (word) {
            case BETTER -> Word.WORSE;
            case WORSE -> Word.BETTER;
            case SAME -> Word.SAME;
        };
        return new Verdict(other, second, first);
    }

    /** 0 to 1; not a number where it is none of 0 to 10. */
    private static double score(JsonNode node) {
        double score = node.isNumber() ? node.asDouble() : Double.NaN;
        return score >= 0 && score <= TOP ? score / TOP : Double.NaN;
    }

    private static @Nullable JsonNode object(Completion completion, Set<String> fields) {
        String text = completion.content().stream()
                .map(part -> part instanceof Part.Text said ? said.text() : "")
                .collect(Collectors.joining())
                .strip();
        // many models put JSON into a block of Markdown
        if (text.startsWith(FENCE) && text.endsWith(FENCE) && text.indexOf('\n') > 0) {
            text = text.substring(text.indexOf('\n'), text.length() - FENCE.length());
        }
        try {
            JsonNode said = JSON.readTree(text);
            return said != null && said.isObject() && names(said).equals(fields) ? said : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(field -> field.getKey()).collect(Collectors.toSet());
    }
}
