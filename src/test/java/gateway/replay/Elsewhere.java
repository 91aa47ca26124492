package gateway.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The dialects that the session is translated to, and what of it they cannot carry. */
enum Elsewhere {
    ANTHROPIC("claude-sonnet-4-5", Map.of(), true, ""),
    OPENAI(
            "gpt-5-nano",
            Map.of(),
            false,
            "cache_control,context_management,is_error,metadata,thinking,tools,tools[].eager_input_streaming,anthropic-beta"),
    GEMINI(
            "gemini-2.5-flash",
            Map.of(),
            true,
            "cache_control,thinking,context_management,metadata,tools,tools[].eager_input_streaming,anthropic-beta"),
    BEDROCK(
            "claude-sonnet-4-5",
            Map.of("x-serai-residency", "eu"),
            true,
            "anthropic-beta,context_management,metadata,tools,tools[].eager_input_streaming");

    private final String model;

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
    private final Map<String, String> headers;

    private final boolean errors;
    private final String lost;

    Elsewhere(String model, Map<String, String> headers, boolean errors, String lost) {
        this.model = model;
        this.headers = headers;
        this.errors = errors;
        this.lost = lost;
    }

    String model() {
        return model;
    }

    /** Which lead there. */
    Map<String, String> headers() {
        return headers;
    }

    /** Whether it says that a tool failed. */
    boolean marksErrors() {
        return errors;
    }

    /** Whether it is Claude that thinks there. */
    boolean seals() {
        return this == ANTHROPIC || this == BEDROCK;
    }

    /** What {@code x-serai-translation} names. */
    String lost() {
        return lost;
    }

    Understood read(JsonNode body) {
        return switch (this) {
            case ANTHROPIC -> Understood.ofAnthropic(body);
            case OPENAI -> Understood.ofOpenAi(body);
            case GEMINI -> Understood.ofGemini(body);
            case BEDROCK -> Understood.ofBedrock(body);
        };
    }
}
