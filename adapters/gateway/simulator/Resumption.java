package gateway.simulator;

import org.jspecify.annotations.Nullable;

/**
 * Understands the one thing that a model must understand that cannot be made to go on with its own words: to be asked
 * for it.
 */
final class Resumption {
    private static final String ASKS = "Begin by repeating exactly its last words, which are \u00ab";
    private static final char END = '\u00bb';

    private Resumption() {}

    /** The words that are to be repeated; null if nobody asks for that. */
    static @Nullable String repeated(CharSequence user) {
        String text = user.toString();
        int start = text.indexOf(ASKS);
        int end = text.lastIndexOf(END);
        return start < 0 || end < start ? null : text.substring(start + ASKS.length(), end);
    }
}
