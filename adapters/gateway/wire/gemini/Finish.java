package gateway.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.FinishReason;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The reasons for which Gemini ends an answer. New ones come often, so an unknown name is no error. */
final class Finish {
    static final String STOP = "STOP";
    static final String MAX_TOKENS = "MAX_TOKENS";
    private static final String UNSPECIFIED = "FINISH_REASON_UNSPECIFIED";

    private Finish() {}

    /** The name of a {@code finishReason}; null where it is not set. */
    static @Nullable String name(JsonNode reason) {
        String name = reason.isIntegralNumber() ? ofNumber(reason.asInt()) : reason.asText("");
        return name.isEmpty() || name.equals("null") || name.equals(UNSPECIFIED) ? null : name;
    }

    /** What it means. Gemini says STOP also when it waits for the results of its calls. */
    static FinishReason of(String name, boolean called) {
        return switch (name) {
            case STOP -> called ? FinishReason.TOOL_CALLS : FinishReason.STOP;
            case MAX_TOKENS -> FinishReason.LENGTH;
            case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR", "JAILBREAK" ->
                FinishReason.CONTENT_FILTER;
            default -> ofUnknown(name.toUpperCase(Locale.ROOT));
        };
    }

    private static FinishReason ofUnknown(String name) {
        boolean filtered = name.startsWith("IMAGE_")
                || name.contains("SAFETY")
                || name.contains("BLOCK")
                || name.contains("PROHIBITED")
                || name.contains("FILTER");
        return filtered ? FinishReason.CONTENT_FILTER : FinishReason.OTHER;
    }

    /** Some proxies of Vertex AI write enums as numbers; only these mean the same in both APIs. */
    private static String ofNumber(int number) {
        return switch (number) {
            case 0 -> UNSPECIFIED;
            case 1 -> STOP;
            case 2 -> MAX_TOKENS;
            case 3 -> "SAFETY";
            case 4 -> "RECITATION";
            case 7, 8 -> "PROHIBITED_CONTENT";
            default -> "OTHER";
        };
    }
}
