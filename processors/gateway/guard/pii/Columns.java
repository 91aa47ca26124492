package gateway.guard.pii;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives the cells of tables the cues of their column's head: CSV with commas, semicolons or tabs, and Markdown. A head
 * is a line of two or more short cells without long numbers, one of which at least has a cue; the lines below it with
 * as many cells are its rows.
 */
final class Columns {
    private static final char[] SEPARATORS = {'|', ';', '\t', ','};
    private static final int MAX_HEAD = 48;
    private static final int MAX_CELLS = 200;
    private static final int MAX_WORDS = 4;

    private final Folded text;
    private final Cues words;
    private final Cues all = new Cues();
    private int next;
    private char separator;
    private int[] head = {};

    private Columns(Folded text, Cues words) {
        this.text = text;
        this.words = words;
    }

    /** The cues of a text together with those that its tables' cells have from above. */
    static Cues within(Folded text, Cues words) {
        if (words.count() == 0 || !hasTable(text)) {
            return words;
        }
        Columns columns = new Columns(text, words);
        int at = 0;
        while (at < text.length) {
            int end = at;
            while (end < text.length && text.chars[end] != '\n') {
                end++;
            }
            columns.line(at, end);
            at = end + 1;
        }
        columns.copyTo(text.length + 1);
        return columns.all;
    }

    private static boolean hasTable(Folded text) {
        boolean separated = false;
        for (int i = 0; i < text.length; i++) {
            char c = text.chars[i];
            if (c == '\n' && separated) {
                return true;
            }
            separated |= isSeparator(c);
        }
        return false;
    }

    private static boolean isSeparator(char c) {
        return c == '|' || c == ';' || c == '\t' || c == ',';
    }

    private void line(int from, int to) {
        if (head.length > 0) {
            List<Integer> cells = cells(from, to, separator);
            if (cells.size() == head.length) {
                row(cells);
                return;
            }
            head = new int[0];
        }
        for (char candidate : SEPARATORS) {
            List<Integer> cells = cells(from, to, candidate);
            separator = candidate;
            if (cells.size() > 1 && isHead(cells, to)) {
                head = topicsOf(cells, to);
                return;
            }
        }
    }

    private void row(List<Integer> cells) {
        for (int i = 0; i < head.length; i++) {
            copyTo(cells.get(i));
            all.add(cells.get(i), cells.get(i), head[i] | Topics.CELL);
        }
    }

    /** Copies the words' cues that start before a char. */
    private void copyTo(int at) {
        while (next < words.count() && words.start(next) < at) {
            all.add(words.start(next), words.end(next), words.topics(next));
            next++;
        }
    }

    /** Where the cells of a line start; separators within double quotes do not count. */
    private List<Integer> cells(int from, int to, char between) {
        List<Integer> cells = new ArrayList<>();
        boolean quoted = false;
        cells.add(from);
        for (int i = from; i < to && cells.size() < MAX_CELLS; i++) {
            char c = text.chars[i];
            if (c == '"') {
                quoted = !quoted;
            } else if (c == between && !quoted) {
                cells.add(i + 1);
            }
        }
        return cells;
    }

    private boolean isHead(List<Integer> cells, int to) {
        for (int i = 0; i < cells.size(); i++) {
            int end = i + 1 < cells.size() ? cells.get(i + 1) : to;
            int digits = 0;
            int words = 0;
            for (int k = cells.get(i); k < end && k - cells.get(i) <= MAX_HEAD; k++) {
                char c = text.chars[k];
                digits += Chars.isDigit(c) ? 1 : 0;
                words += c == ' ' && k + 1 < end && Chars.isWord(text.chars[k + 1]) ? 1 : 0;
                if (separator != '|' && (c == ':' || c == '{' || c == '}' || c == '=' || c == '<')) {
                    return false;
                }
            }
            if (separator != '|' && words > MAX_WORDS) {
                return false;
            }
            if (digits > 3 || end - cells.get(i) > MAX_HEAD) {
                return false;
            }
        }
        for (int topics : topicsOf(cells, to)) {
            if (topics != 0) {
                return true;
            }
        }
        return false;
    }

    private int[] topicsOf(List<Integer> cells, int to) {
        int[] topics = new int[cells.size()];
        int cue = words.before(cells.getFirst()) + 1;
        for (int i = 0; i < cells.size(); i++) {
            int end = i + 1 < cells.size() ? cells.get(i + 1) : to;
            while (cue < words.count() && words.end(cue) <= end) {
                topics[i] |= words.topics(cue++);
            }
        }
        return topics;
    }
}
