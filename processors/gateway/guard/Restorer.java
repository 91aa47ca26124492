package gateway.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts originals back in the place of placeholders. A model may have taken the brackets away, or written them in the
 * way of HTML or JSON. Immutable.
 *
 * @param originals by placeholder, without brackets
 */
record Restorer(Map<String, String> originals) {
    /** Knows no placeholder. */
    static final Restorer NONE = new Restorer(Map.of());

    private static final String[] OPENING = {"<", "&lt;", "\\u003c", "\\u003C"};
    private static final String[] CLOSING = {">", "&gt;", "\\u003e", "\\u003E"};
    /** The longest form: both brackets as escapes. */
    static final int LONGEST = Placeholders.LONGEST + 10;

    boolean isEmpty() {
        return originals.isEmpty();
    }

    /**
     * The text with its originals; the same object, if there is no placeholder in it.
     *
     * @param inJson whether it is a JSON text, so that what is put in must be escaped
     */
    String restore(String text, boolean inJson) {
        return Edit.apply(text, edits(text, inJson));
    }

    /** The changes that put originals back, in order. */
    List<Edit> edits(String text, boolean inJson) {
        if (originals.isEmpty()) {
            return List.of();
        }
        List<Edit> edits = new ArrayList<>();
        int done = 0;
        for (int at = text.indexOf('_'); at >= 0; at = text.indexOf('_', at + 1)) {
            int end = at + 1;
            while (end < text.length() && Placeholders.isDigit(text.charAt(end))) {
                end++;
            }
            int start = at;
            while (start > done && at - start < Placeholders.LONGEST && Placeholders.isKind(text.charAt(start - 1))) {
                start--;
            }
            String original = end == at + 1 ? null : originals.get(text.substring(start, end));
            if (original == null || isWord(text, start - 1) || isWord(text, end)) {
                continue;
            }
            int before = before(text, start, done);
            int after = after(text, end);
            boolean bare = before == 0 || after == 0;
            done = bare ? end : end + after;
            edits.add(new Edit(bare ? start : start - before, done, inJson ? JsonStrings.escaped(original) : original));
            at = done - 1;
        }
        return edits;
    }

    private static boolean isWord(String text, int at) {
        // a placeholder behind an escape such as \n in JSON stands alone
        return at >= 0
                && at < text.length()
                && Character.isLetterOrDigit(text.charAt(at))
                && !(at > 0 && isEscape(text, at));
    }

    /** Whether the char ends an escape of JSON: {@code \n}, or the last digit of <code>&#92;u003c</code>. */
    private static boolean isEscape(String text, int at) {
        return text.charAt(at - 1) == '\\' || (at >= 5 && text.startsWith("\\u003", at - 5));
    }

    private static int before(String text, int start, int done) {
        for (String bracket : OPENING) {
            if (start - bracket.length() >= done && text.startsWith(bracket, start - bracket.length())) {
                return bracket.length();
            }
        }
        return 0;
    }

    private static int after(String text, int end) {
        for (String bracket : CLOSING) {
            if (text.startsWith(bracket, end)) {
                return bracket.length();
            }
        }
        return 0;
    }

    /**
     * Where a placeholder may have begun that is not complete yet: what is behind it must not be let go.
     *
     * @return the length of the text, if there is none
     */
    int open(CharSequence text) {
        int length = text.length();
        if (originals.isEmpty()) {
            return length;
        }
        int least = Math.max(0, length - LONGEST);
        int at = length;
        while (at > least && isPart(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** The signs that a placeholder, in any of its forms, is made of. */
    private static boolean isPart(char c) {
        return Placeholders.isKind(c) || Placeholders.isDigit(c) || "<>&;\\ltguceE".indexOf(c) >= 0;
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Restorer[originals=" + originals.size() + "]";
    }
}
