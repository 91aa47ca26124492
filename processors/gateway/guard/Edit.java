package gateway.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A change of a text.
 *
 * @param start its first char
 * @param end the char after its last
 * @param instead what comes in its place
 */
record Edit(int start, int end, String instead) {
    /** The text with changes, which are in order and do not overlap; the same object, if there are none. */
    static String apply(String text, List<Edit> edits) {
        if (edits.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 32);
        int copied = 0;
        for (Edit edit : edits) {
            out.append(text, copied, edit.start).append(edit.instead);
            copied = edit.end;
        }
        return out.append(text, copied, text.length()).toString();
    }

    /** Two lists of changes that do not overlap, in order. */
    static List<Edit> merge(List<Edit> one, List<Edit> two) {
        if (one.isEmpty() || two.isEmpty()) {
            return one.isEmpty() ? two : one;
        }
        List<Edit> all = new ArrayList<>(one);
        all.addAll(two);
        all.sort(Comparator.comparingInt(Edit::start));
        return all;
    }

    /** The change by so many chars to the left. */
    Edit shifted(int left) {
        return new Edit(start - left, end - left, instead);
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Edit[" + start + ".." + end + "]";
    }
}
