package gateway.guard.pii;

/**
 * A run of groups of digits with short separators between them, as in "+49 (0) 171 / 123 45-67", and the digits of a
 * stretch of its groups. For one thread, used again and again.
 */
final class NumberRun {
    static final int MAX_GROUPS = 40;
    static final int MAX_DIGITS = 40;
    private static final int MAX_SEPARATOR = 3;

    final int[] starts = new int[MAX_GROUPS];
    final int[] ends = new int[MAX_GROUPS];
    final char[] digits = new char[MAX_DIGITS];
    int groups;

    /** Reads the run whose first digit is given; gives the char after it. */
    int read(Page page, int first) {
        int at = first;
        groups = 0;
        while (true) {
            starts[groups] = at;
            while (Chars.isDigit(page.at(at))) {
                at++;
            }
            ends[groups++] = at;
            int next = at;
            while (next - at < MAX_SEPARATOR && isSeparator(page.at(next))) {
                next++;
            }
            if (next == at || !Chars.isDigit(page.at(next)) || groups == MAX_GROUPS) {
                return at;
            }
            at = next;
        }
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')';
    }

    /** How many digits a group has. */
    int size(int group) {
        return ends[group] - starts[group];
    }

    /** The separator after a group if it is a single char, else 0. */
    char separator(Page page, int group) {
        return group + 1 < groups && starts[group + 1] - ends[group] == 1 ? page.at(ends[group]) : 0;
    }

    /** Whether a number may begin with this group: it is the run's first, or a space stands before it. */
    boolean opens(Page page, int group) {
        return group == 0 || hasSpace(page, ends[group - 1], starts[group]);
    }

    /** Whether a number may end with this group. */
    boolean closes(Page page, int group) {
        return group == groups - 1 || hasSpace(page, ends[group], starts[group + 1]);
    }

    private static boolean hasSpace(Page page, int from, int to) {
        for (int i = from; i < to; i++) {
            if (page.at(i) == ' ') {
                return true;
            }
        }
        return false;
    }

    /** Copies the digits of a stretch of groups to {@link #digits}; gives how many there are, -1 if too many. */
    int gather(Page page, int from, int to) {
        int count = 0;
        for (int group = from; group <= to; group++) {
            if (count + size(group) > MAX_DIGITS) {
                return -1;
            }
            for (int i = starts[group]; i < ends[group]; i++) {
                digits[count++] = page.at(i);
            }
        }
        return count;
    }

    /** The last group of a stretch of single digits with one space between them; the first itself if there is none. */
    int spaced(Page page, int from) {
        int to = from;
        while (to + 1 < groups && size(to) == 1 && size(to + 1) == 1 && separator(page, to) == ' ') {
            to++;
        }
        return to;
    }

    /** Whether a group goes on a stretch of single digits. */
    boolean isWithinSpaced(Page page, int group) {
        return group > 0 && size(group) == 1 && size(group - 1) == 1 && separator(page, group - 1) == ' ';
    }

    /** Whether a stretch has groups of these sizes, with the same single separator out of those allowed between all. */
    boolean isShaped(Page page, int from, String separators, int... sizes) {
        if (from + sizes.length > groups) {
            return false;
        }
        char first = sizes.length > 1 ? separator(page, from) : 0;
        if (sizes.length > 1 && (first == 0 || separators.indexOf(first) < 0)) {
            return false;
        }
        for (int i = 0; i < sizes.length; i++) {
            boolean same = i == sizes.length - 1 || separator(page, from + i) == first;
            if (size(from + i) != sizes[i] || !same) {
                return false;
            }
        }
        return true;
    }
}
