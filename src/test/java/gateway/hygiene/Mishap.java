package gateway.hygiene;

import java.util.Locale;
import java.util.Set;

/** How a request goes, and by which status its caller is told of it, 0 where the caller is told nothing. */
public enum Mishap {
    /** It is answered. */
    NONE("", 200),
    /** The provider refuses the request and quotes it, also where machines read. */
    QUOTED_400("{\"status\":400,\"body\":%s}", 400),
    /** The provider refuses our key, and quotes the request. */
    QUOTED_401("{\"status\":401,\"body\":%s}", 502),
    /** The provider is busy, and quotes the request. */
    QUOTED_429("{\"status\":429,\"body\":%s}", 502, 429),
    /** The provider is broken, and quotes the request. */
    QUOTED_500("{\"status\":500,\"body\":%s}", 502),
    /** An error in spite of 200 that quotes the request. */
    QUOTED_200("{\"errorIn200\":true,\"body\":%s}", 502, 400),
    /** No JSON, and the request in it. */
    QUOTED_PAGE("{\"status\":200,\"body\":\"<html>{{request}}\"}", 502),
    /** A stream that ends in an error which quotes the request. */
    QUOTED_IN_STREAM("{\"errorEventAfterChunks\":3,\"body\":%s}", 200),
    /** An answer that is cut off. */
    CUT("{\"cutAfterChunks\":3}", 200, 502, 0),
    /** No answer in time. */
    LATE("{\"hang\":true}", 504),
    /** The client leaves in the midst of the answer. */
    CLIENT_LEAVES("{\"slowDripMs\":5}", 200, 0),
    /** The client leaves before its request is whole. */
    CLIENT_LEAVES_EARLY("", 0),
    BAD_KEY("", 401),
    UNKNOWN_MODEL("", 404),
    NO_BUDGET("", 429),
    NOT_IN_EU("", 403),
    TRUNCATED("", 400),
    WRONG_TYPE("", 400),
    NO_JSON("", 400),
    BAD_ESCAPE("", 400),
    BAD_ROLE("", 400),
    BAD_HEADER("", 400),
    BAD_PATH("", 404),
    BAD_METHOD("", 405, 404),
    BAD_LINE("", 400, 0),
    LONG_HEADERS("", 431),
    TOO_LARGE("", 413),
    /** An administrator's call with a key that nobody knows. */
    ADMIN_BAD_KEY("", 401),
    /** An administrator's call that makes no sense. */
    ADMIN_BAD_BODY("", 400);

    /** Error bodies as each dialect has them, with the request in every place that may hold words. */
    private static final String OPENAI =
            "{\"error\":{\"message\":\"cannot do {{request}}\",\"type\":\"{{request}}\",\"param\":\"{{request}}\",\"code\":\"{{request}}\"}}";

    private static final String ANTHROPIC =
            "{\"type\":\"error\",\"error\":{\"type\":\"{{request}}\",\"message\":\"cannot do {{request}}\"},\"request_id\":\"{{request}}\"}";
    private static final String GEMINI =
            "{\"error\":{\"code\":400,\"status\":\"{{request}}\",\"message\":\"cannot do {{request}}\",\"details\":[{\"reason\":\"{{request}}\"}]}}";
    private static final String BEDROCK = "{\"message\":\"cannot do {{request}}\",\"__type\":\"{{request}}\"}";

    private final String fault;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<Integer> statuses;

    Mishap(String fault, Integer... statuses) {
        this.fault = fault;
        this.statuses = Set.of(statuses);
    }

    /** The statuses by which it may end. */
    public Set<Integer> statuses() {
        return statuses;
    }

    /** Whether the provider misbehaves. */
    public boolean isProviders() {
        return !fault.isEmpty();
    }

    /** The model that meets with it, served by providers of a dialect. */
    public String model(String dialect) {
        return (isProviders() ? name().toLowerCase(Locale.ROOT).replace('_', '-') : "well") + "-" + dialect;
    }

    /** The simulator's fault for the model. */
    public String fault(String dialect) {
        String error = switch (dialect) {
            case "openai" -> OPENAI;
            case "anthropic" -> ANTHROPIC;
            case "gemini" -> GEMINI;
            default -> BEDROCK;
        };
        if (this == QUOTED_IN_STREAM) {
            error = dialect.equals("anthropic") ? "event: error\ndata: " + error + "\n\n" : "data: " + error + "\n\n";
        }
        String json = "\"" + error.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
        return fault.formatted(json).replaceFirst("\\{", "{\"model\":\"" + model(dialect) + "\",");
    }
}
