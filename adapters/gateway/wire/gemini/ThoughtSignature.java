package gateway.wire.gemini;

import org.jspecify.annotations.Nullable;

/**
 * The seals that Gemini puts on its thoughts and calls, which must come back unchanged.
 *
 * <p>Clients send seals of every provider in one field. Gemini answers 400 to a foreign one, so ours leave with a mark,
 * and only what has the mark goes back. A call's seal needs none: no other provider seals calls.
 */
final class ThoughtSignature {
    /**
     * What a call has in place of a seal when it was not made by Gemini (<a
     * href="https://ai.google.dev/gemini-api/docs/thought-signatures">thought signatures</a>, read 2026-11).
     */
    static final String OF_FOREIGN_CALL = "skip_thought_signature_validator";

    private static final String MARK = "gemini:";

    private ThoughtSignature() {}

    /** The seal on a thought, as clients see it. */
    static @Nullable String marked(@Nullable String signature) {
        return signature == null ? null : MARK + signature;
    }

    /** The seal as Gemini made it; null where another provider did. */
    static @Nullable String unmarked(@Nullable String signature) {
        return signature != null && signature.startsWith(MARK) ? signature.substring(MARK.length()) : null;
    }
}
