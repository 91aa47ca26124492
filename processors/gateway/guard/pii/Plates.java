package gateway.guard.pii;

import gateway.model.PiiKind;

/**
 * Finds licence plates: German ones by their form and district ("HH-RQ 8090"), others, and German ones written without
 * the hyphen, by a cue. For one thread.
 */
final class Plates {
    private static final int MAX_FOREIGN = 11;

    private final Page page;

    Plates(Page page) {
        this.page = page;
    }

    /** Looks for a plate at the start of a word; gives its end, 0 if there is none. */
    int find(int start) {
        char before = page.at(start - 1);
        boolean joined =
                (before == '-' || before == '.' || before == '/' || before == '_') && Chars.isWord(page.at(start - 2));
        if (joined) {
            return 0;
        }
        int end = german(start);
        if (end > 0) {
            return page.found(start, end, PiiKind.LICENSE_PLATE);
        }
        return page.isLabelled(Topics.PLATE, start) ? foreign(start) : 0;
    }

    private int german(int start) {
        int at = start;
        while (at - start < 3 && Character.isLetter(page.at(at))) {
            at++;
        }
        int code = at;
        char separator = page.at(at);
        boolean parted = separator == '-' || separator == ' ' || separator == ':';
        at += parted ? 1 : 0;
        at += parted && page.at(at) == ' ' ? 1 : 0;
        int letters = at;
        while (at - letters < 2 && Chars.isAlpha(page.at(at))) {
            at++;
        }
        if (code == start || at == letters) {
            return 0;
        }
        boolean spaced = page.at(at) == ' ';
        at += spaced || page.at(at) == '-' ? 1 : 0;
        int number = at;
        while (at - number < 5 && Chars.isDigit(page.at(at))) {
            at++;
        }
        int digits = at - number;
        char suffix = Chars.upper(page.at(at));
        at += suffix == 'E' || suffix == 'H' ? 1 : 0;
        if (digits < 1 || digits > 4 || page.at(number) == '0' || Chars.isWord(page.at(at)) || isMore(at)) {
            return 0;
        }
        boolean known = Districts.has(capitals(start, code));
        boolean plain = separator == '-' && spaced && digits > 1 && isCapital(start, number) && !page.isNobodys(start);
        return known && (plain || isSaid(start, number, at) || (parted && page.isAlone(start, at))) ? at : 0;
    }

    /** By a cue; small letters only right behind it. */
    private boolean isSaid(int start, int number, int end) {
        return isCapital(start, number) ? page.about(Topics.PLATE, start, end) : page.isLabelled(Topics.PLATE, start) && page.isNext(Topics.PLATE, start);
    }

    private boolean isMore(int at) {
        char c = page.at(at);
        return (c == '-' || c == '.' || c == ',' || c == '/') && Chars.isDigit(page.at(at + 1));
    }

    private String capitals(int from, int to) {
        StringBuilder code = new StringBuilder(3);
        for (int i = from; i < to; i++) {
            code.append(Character.toUpperCase(page.at(i)));
        }
        return code.toString();
    }

    private boolean isCapital(int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isLowerCase(page.at(i))) {
                return false;
            }
        }
        return true;
    }

    /** Up to three groups of capitals and digits right behind the cue, both kinds among them. */
    private int foreign(int start) {
        int at = start;
        int end = start;
        boolean letters = false;
        boolean digits = false;
        for (int group = 0; group < 3; group++) {
            int from = at;
            boolean bad = false;
            boolean mixed = false;
            while (Chars.isAlnum(page.at(at)) && at - start <= MAX_FOREIGN) {
                bad |= Chars.isLower(page.at(at));
                mixed |= Chars.isDigit(page.at(at));
                at++;
            }
            if (at == from || bad || Chars.isWord(page.at(at)) || (!mixed && at - from > 4)) {
                break;
            }
            for (int i = from; i < at; i++) {
                letters |= Chars.isAlpha(page.at(i));
                digits |= Chars.isDigit(page.at(i));
            }
            end = at;
            char next = page.at(at);
            if (next != ' ' && next != '-') {
                break;
            }
            at++;
        }
        boolean plate = letters && digits && end - start >= 4 && end - start <= MAX_FOREIGN;
        return plate ? page.found(start, end, PiiKind.LICENSE_PLATE) : 0;
    }
}
