package gateway.guard.pii;

/** Small questions to the chars of a page. */
final class Texts {
    private Texts() {}

    /** Whether a word of lower-case ASCII stands at an index, in any case. */
    static boolean is(Page page, int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (Chars.lower(page.at(at + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether exactly this text stands at an index. */
    static boolean isExactly(Page page, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (page.at(at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The end of the letters and digits of ASCII that begin at an index, at most so many. */
    static int wordEnd(Page page, int from, int most) {
        int at = from;
        while (at - from < most && Chars.isAlnum(page.at(at))) {
            at++;
        }
        return at;
    }
}
