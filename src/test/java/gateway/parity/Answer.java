package gateway.parity;

import java.util.Map;

/**
 * What came of a request, freed of its transport's shape.
 *
 * @param status in HTTP's terms; of a stream that broke off, the one that it began with
 * @param code of the refusal; empty where there is none
 * @param text all of it that came
 * @param finish {@code stop}, {@code length} or {@code content_filter}, or {@code vectors} where there are all that
 *     were wanted; empty where nothing was told
 * @param inputTokens as the caller was told
 * @param outputTokens likewise
 * @param putBack whether there is no answer yet, because the message waits for its next turn
 */
record Answer(
        int status, String code, String text, String finish, long inputTokens, long outputTokens, boolean putBack) {
    static final int OK = 200;

    private static final Map<String, String> OF_ANTHROPIC =
            Map.of("end_turn", "stop", "max_tokens", "length", "refusal", "content_filter");

    static Answer refused(int status, String code) {
        return new Answer(status, code, "", "", 0, 0, false);
    }

    boolean isServed() {
        return status == OK && code.isEmpty();
    }

    /** A reason for the end in one dialect's words, whichever's it was. */
    static String finish(String reason) {
        return OF_ANTHROPIC.getOrDefault(reason, reason);
    }
}
