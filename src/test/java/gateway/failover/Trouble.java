package gateway.failover;

import java.util.Locale;

/** What can be wrong with a provider, and what its client then sees. */
public enum Trouble {
    REFUSED("", Result.FAILS_OVER, Result.FAILS_OVER),
    RESET("{\"reset\":true}", Result.FAILS_OVER, Result.FAILS_OVER),
    STATUS_500("{\"status\":500}", Result.FAILS_OVER, Result.FAILS_OVER),
    STATUS_503("{\"status\":503}", Result.FAILS_OVER, Result.FAILS_OVER),
    STATUS_529("{\"status\":529}", Result.FAILS_OVER, Result.FAILS_OVER),
    STATUS_429("{\"status\":429}", Result.FAILS_OVER, Result.FAILS_OVER),
    RETRY_AFTER("{\"status\":429,\"headers\":{\"retry-after\":\"60\"}}", Result.FAILS_OVER, Result.FAILS_OVER),
    STATUS_401("{\"status\":401}", Result.FAILS_OVER, Result.FAILS_OVER),
    STATUS_403("{\"status\":403}", Result.FAILS_OVER, Result.FAILS_OVER),
    STATUS_404("{\"status\":404}", Result.FAILS_OVER, Result.FAILS_OVER),
    MALFORMED("{\"status\":400}", Result.CLIENT_FAULT, Result.CLIENT_FAULT),
    TOO_LONG("", Result.TOO_LONG, Result.TOO_LONG),
    GARBAGE("{\"garbage\":true}", Result.FAILS_OVER, Result.FAILS_OVER),
    ERROR_IN_200("{\"errorIn200\":true}", Result.FAILS_OVER, Result.FAILS_OVER),
    EMPTY("{\"emptyStream\":true}", Result.FAILS_OVER, Result.FAILS_OVER),
    CUT_AFTER_HEAD("{\"cutAfterChunks\":0}", Result.FAILS_OVER, Result.FAILS_OVER),
    CUT_AFTER_3_CHUNKS("{\"cutAfterChunks\":3}", Result.FAILS_OVER, Result.BREAKS_OFF),
    ERROR_EVENT_FIRST("{\"errorEventAfterChunks\":0}", Result.SERVES, Result.FAILS_OVER),
    ERROR_EVENT_AFTER_3_CHUNKS("{\"errorEventAfterChunks\":3}", Result.SERVES, Result.BREAKS_OFF),
    SLOW_DRIP("{\"slowDripMs\":20}", Result.SERVES, Result.SERVES),
    HANG("{\"hang\":true}", Result.LATE, Result.FAILS_OVER_LATE);

    private final String fault;
    private final Result whole;
    private final Result streamed;

    Trouble(String fault, Result whole, Result streamed) {
        this.fault = fault;
        this.whole = whole;
        this.streamed = streamed;
    }

    /** What a client sees. */
    public enum Result {
        /** The next deployment's answer, at once. */
        FAILS_OVER,
        /** The next deployment's answer, after the first-token timeout. */
        FAILS_OVER_LATE,
        /** The first deployment's answer. */
        SERVES,
        /** A 400: nobody else is asked. */
        CLIENT_FAULT,
        /** A 400 that says that the prompt is too long. */
        TOO_LONG,
        /** The beginning of an answer, an error event and a torn connection. */
        BREAKS_OFF,
        /** A 504 when the time for a whole answer is over. */
        LATE
    }

    /** What the client sees. */
    public Result result(boolean stream) {
        return stream ? streamed : whole;
    }

    /** In lower case and with dashes. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The simulator's fault for one upstream model; empty if there is none. */
    String fault(String dialect, String model) {
        String form = this == TOO_LONG ? tooLong(dialect) : fault;
        return form.isEmpty() ? "" : "{\"model\":\"" + model + "\"," + form.substring(1);
    }

    private static String tooLong(String dialect) {
        String body = switch (dialect) {
            case "openai" ->
                "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"context_length_exceeded\",\"message\":\"too long\"}}";
            case "anthropic" ->
                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt is too long: 9 tokens > 8 maximum\"}}";
            case "gemini" ->
                "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"The input token count (9) exceeds the maximum number of tokens allowed (8).\"}}";
            default -> "{\"message\":\"Input is too long for requested model.\"}";
        };
        return "{\"status\":400,\"body\":\"" + body.replace("\"", "\\\"") + "\"}";
    }
}
