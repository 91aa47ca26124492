package gateway.call;

/**
 * Joins the text of an answer that broke off with what another model says when it is asked to go on: what it repeats of
 * the text so far is taken away. Looks at the last {@value #LOOK_BACK} characters. Not thread-safe.
 */
final class Seam {
    /** A model that repeats, repeats some words, not pages. */
    static final int LOOK_BACK = 400;

    /** Fewer equal letters than these, or less than two words, may be chance. */
    private static final int SURE = 12;

    private final String tail;
    private final String anchor;
    private final StringBuilder begun = new StringBuilder();
    private boolean joined;

    /**
     * Begins at the end of a text.
     *
     * @param soFar all of it, or its end
     * @param anchor the words that the model was asked to repeat; empty for one that goes on with its own last words
     */
    Seam(CharSequence soFar, String anchor) {
        this.anchor = anchor;
        this.tail = soFar.subSequence(Math.max(0, soFar.length() - LOOK_BACK), soFar.length())
                .toString();
    }

    /** More of what the model says; returns what of it is new, or nothing as long as that is not sure. */
    String add(String text) {
        if (joined) {
            return text;
        }
        begun.append(text);
        return mayRepeatMore() ? "" : join();
    }

    /** The model says no more; returns what is new of what was not sure. */
    String end() {
        return joined ? "" : join();
    }

    /** Whether what was said so far could be the beginning of a longer repetition. */
    private boolean mayRepeatMore() {
        String said = begun.toString().stripLeading();
        if (anchor.isEmpty() || said.isEmpty()) {
            return !anchor.isEmpty();
        }
        for (int at = tail.indexOf(said.charAt(0)); at >= 0; at = tail.indexOf(said.charAt(0), at + 1)) {
            if (isBeginning(at) && tail.startsWith(said, at)) {
                return true;
            }
        }
        return false;
    }

    private String join() {
        joined = true;
        String said = begun.toString();
        if (anchor.isEmpty()) {
            return spaced(said);
        }
        int lead = said.length() - said.stripLeading().length();
        for (int at = 0; at < tail.length(); at++) {
            String repeated = tail.substring(at).stripTrailing();
            if (isBeginning(at) && (repeated.equals(anchor) || isSure(repeated)) && said.startsWith(repeated, lead)) {
                return spaced(said.substring(lead + repeated.length()));
            }
        }
        return spaced(said);
    }

    /** The text without the space at its beginning that is there already. */
    private String spaced(String text) {
        String there = tail.substring(tail.stripTrailing().length());
        String begins = text.substring(0, text.length() - text.stripLeading().length());
        if (begins.startsWith(there)) {
            return text.substring(there.length());
        }
        return there.startsWith(begins) ? text.substring(begins.length()) : text;
    }

    private boolean isBeginning(int at) {
        return at < tail.length()
                && !Character.isWhitespace(tail.charAt(at))
                && (at == 0 || Character.isWhitespace(tail.charAt(at - 1)));
    }

    private static boolean isSure(String repeated) {
        return repeated.length() >= SURE || repeated.indexOf(' ') > 0 || repeated.indexOf('\n') > 0;
    }
}
