package gateway.guard.pii;

import gateway.model.PiiKind;

/**
 * Finds e-mail addresses, also with their at sign and dots written as words: "a.b (at) example (dot) org". Looks at
 * most 64 chars to the left of the sign (RFC 5321, 4.5.3.1.1) and 255 to its right. For one thread.
 */
final class Emails {
    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 255;
    private static final int MAX_LABEL = 63;
    private static final String[] DOTS = {
        "[dot]", "(dot)", "{dot}", "<dot>", "[punkt]", "(punkt)", "{punkt}", "[.]", "(.)"
    };
    private static final String[] SPACED_DOTS = {
        " [dot] ", " (dot) ", " dot ", " punkt ", " [punkt] ", " (punkt) ", "_dot_"
    };

    private final Page page;
    private boolean spelled;

    Emails(Page page) {
        this.page = page;
    }

    /** Looks around an at sign; gives the end of the address, 0 if there is none. */
    int find(int sign) {
        int start = localStart(sign);
        int end = domainEnd(sign + 1);
        boolean account = end > 0 && page.at(end) == ':' && Texts.is(page, start, "git@") && start + 3 == sign;
        return start == sign || end < 0 || account ? 0 : page.found(start, end, PiiKind.EMAIL);
    }

    /** Looks around an "at" or "ät" that begins at an index, bare or in brackets; gives the end of the address or 0. */
    int findSpelled(int word) {
        int left = word;
        int right = word + 2;
        boolean bracket = isOpening(page.at(left - 1)) && isClosing(page.at(right));
        if (bracket) {
            left--;
            right++;
        }
        boolean spaced = page.at(left - 1) == ' ' && page.at(right) == ' ';
        boolean lined = page.at(left - 1) == '_' && page.at(right) == '_';
        if (!bracket && !spaced && !lined) {
            return 0;
        }
        left -= page.at(left - 1) == ' ' || lined ? 1 : 0;
        right += page.at(right) == ' ' || lined ? 1 : 0;
        int start = localStart(left);
        int end = domainEnd(right);
        if (start == left || end < 0 || !(bracket || spelled || (isHandle(start, left) && isMailHost(right)))) {
            return 0;
        }
        return page.found(start, end, PiiKind.EMAIL);
    }

    private static boolean isOpening(char c) {
        return c == '(' || c == '[' || c == '{' || c == '<';
    }

    private static boolean isClosing(char c) {
        return c == ')' || c == ']' || c == '}' || c == '>';
    }

    /** No plain word: it has a digit, a dot or an underscore. */
    private boolean isHandle(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = page.at(i);
            if (Chars.isDigit(c) || c == '.' || c == '_') {
                return true;
            }
        }
        return false;
    }

    private boolean isMailHost(int at) {
        for (String host :
                new String[] {"gmail.", "gmx.", "web.de", "outlook.", "hotmail.", "yahoo.", "icloud.", "t-online."}) {
            if (Texts.is(page, at, host)) {
                return true;
            }
        }
        return false;
    }

    /** The start of the local part that ends before an index; the index itself if there is none. */
    private int localStart(int end) {
        int at = end;
        while (at > 0 && end - at < MAX_LOCAL && isLocal(page.at(at - 1))) {
            at--;
        }
        while (at < end && !Chars.isWord(page.at(at)) && page.at(at) != '_') {
            at++;
        }
        return page.at(end - 1) == '.' ? end : at;
    }

    private static boolean isLocal(char c) {
        return Chars.isWord(c)
                || switch (c) {
                    case '.', '_', '%', '+', '-', '\'', '~', '#', '!', '$', '*' -> true;
                    default -> false;
                };
    }

    /** The end of a domain with a top level of two letters or more; -1 if there is none. */
    private int domainEnd(int from) {
        int at = from;
        int end = -1;
        spelled = false;
        boolean words = false;
        while (at - from < MAX_DOMAIN) {
            int label = at;
            while (at - label < MAX_LABEL && (Chars.isWord(page.at(at)) || (page.at(at) == '-' && at > label))) {
                at++;
            }
            int to = at;
            while (to > label && page.at(to - 1) == '-') {
                to--;
            }
            if (label > from && isTop(label, to)) {
                end = to;
                spelled |= words;
            }
            int dot = dot(at);
            if (at == label || to < at || dot == 0) {
                return end;
            }
            words |= dot > 1;
            at += dot;
        }
        return end;
    }

    private boolean isTop(int from, int to) {
        if (to - from < 2) {
            return false;
        }
        if (Texts.is(page, from, "xn--")) {
            return true;
        }
        for (int i = from; i < to; i++) {
            if (!Character.isLetter(page.at(i))) {
                return false;
            }
        }
        return true;
    }

    /** The length of a dot or a word for one; 0 if there is none. */
    private int dot(int at) {
        char c = page.at(at);
        if (c == '.') {
            return 1;
        }
        if (c == ' ' || c == '_') {
            return word(at, SPACED_DOTS);
        }
        return isOpening(c) ? word(at, DOTS) : 0;
    }

    private int word(int at, String[] words) {
        for (String word : words) {
            if (Texts.is(page, at, word)) {
                return word.length();
            }
        }
        return 0;
    }
}
