package gateway.simulator;

import java.util.ArrayList;
import java.util.List;

/** Cuts text into the pieces in which it is sent. */
final class Words {
    private static final int LONGEST = 16;

    private Words() {}

    /** Words with the space before them; what has no spaces is cut into short pieces. */
    static List<String> split(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= text.length(); i++) {
            boolean ends = i == text.length()
                    || (Character.isWhitespace(text.charAt(i)) && !Character.isWhitespace(text.charAt(i - 1)))
                    || (i - start >= LONGEST && !Character.isLowSurrogate(text.charAt(i)));
            if (ends) {
                pieces.add(text.substring(start, i));
                start = i;
            }
        }
        return pieces;
    }

    /** Pieces of a fixed length, as arguments of tools are sent. */
    static List<String> fragments(String text, int length) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + length);
            if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                end++;
            }
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }

    /** Exactly so many pieces: the first ones, or all of them over and over. */
    static List<String> fit(List<String> pieces, int count) {
        if (pieces.isEmpty() || count <= pieces.size()) {
            return pieces.subList(0, Math.min(count, pieces.size()));
        }
        List<String> fitted = new ArrayList<>(count);
        fitted.addAll(pieces);
        String again = ' ' + pieces.getFirst();
        while (fitted.size() < count) {
            int next = fitted.size() % pieces.size();
            fitted.add(next == 0 ? again : pieces.get(next));
        }
        return fitted;
    }

    /** The beginning of a long text, never half a character. */
    static String shorten(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isLowSurrogate(text.charAt(length)) ? length - 1 : length) + "...";
    }
}
