package gateway.guard.pii;

import gateway.model.PiiKind;

/**
 * Finds telephone numbers in a run of groups of digits: international ones (ITU-T E.164: up to 15 digits), national ones with
 * their trunk zero, those of the North American plan, and any others where a cue says so. For one thread.
 */
final class Phones {
    private static final int MIN_DIGITS = 5;
    private static final int MAX_DIGITS = 15;
    private static final int MAX_NATIONAL = 13;
    private static final int MAX_EXTENSION = 6;
    /** Country calling codes of two digits (ITU-T E.164), one hundred bits. */
    private static final boolean[] TWO_DIGIT_CODES = codes(
            20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62,
            63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95, 98);

    private final Page page;
    private final NumberRun run;
    private final char[] d;

    Phones(Page page, NumberRun run) {
        this.page = page;
        this.run = run;
        this.d = run.digits;
    }

    private static boolean[] codes(int... numbers) {
        boolean[] codes = new boolean[100];
        for (int number : numbers) {
            codes[number] = true;
        }
        return codes;
    }

    /** Whether a plus stands before a digit, maybe with a bracket between, or a space if all digits are spaced. */
    boolean leads(int first) {
        boolean spaced = page.at(first - 1) == ' ' && !Chars.isDigit(page.at(first + 1));
        return page.at(first - 1) == '+' || (page.at(first - 2) == '+' && (spaced || page.at(first - 1) == '('));
    }

    /** Finds the telephone number that begins with a group of the run; gives its end, 0 if there is none. */
    int find(int group) {
        int first = run.starts[group];
        boolean plus = leads(first);
        int start = plus ? (page.at(first - 1) == '+' ? first - 1 : first - 2) : first;
        if (page.at(start - 1) == '(' || (page.at(start - 1) == ' ' && page.at(start - 2) == '(')) {
            start -= page.at(start - 1) == '(' ? 1 : 2;
        }
        if (Chars.isWord(page.at(start - 1)) || (!plus && page.isNobodys(start))) {
            return 0;
        }
        int most = farthest(group, plus);
        for (int to = most; to >= group; to--) {
            if (!run.closes(page, to) || run.gather(page, group, to) < 0) {
                continue;
            }
            int count = run.gather(page, group, to);
            int end = run.ends[to];
            if (ends(end) && isPhone(group, to, count, plus, start)) {
                int whole = extension(end);
                if (page.at(start) == '(' && page.at(whole) == ')' && !hasBracket(start + 1, whole)) {
                    whole++;
                }
                return page.found(start, whole, PiiKind.PHONE);
            }
        }
        return 0;
    }

    private boolean hasBracket(int from, int to) {
        for (int i = from; i < to; i++) {
            if (page.at(i) == ')') {
                return true;
            }
        }
        return false;
    }

    /** The last group that the number may reach: not too many digits, and no lone digit after longer groups. */
    private int farthest(int group, boolean plus) {
        int digits = run.size(group);
        int to = group;
        boolean trunk = d0(group) == '0' && d1(group) != '0';
        int most = plus || !trunk ? MAX_DIGITS + 2 : MAX_NATIONAL;
        while (to + 1 < run.groups && digits + run.size(to + 1) <= most && joins(group, to)) {
            to++;
            digits += run.size(to);
        }
        return to;
    }

    private boolean joins(int group, int to) {
        boolean lone = run.size(to + 1) == 1 && run.size(to) > 1;
        char separator = run.separator(page, to);
        boolean trunkZero = page.at(run.starts[to + 1] - 1) == '(' && page.at(run.starts[to + 1]) == '0';
        return !lone || separator == '-' || separator == '/' || trunkZero || (to == group && run.size(to) < 4);
    }

    private char d0(int group) {
        return page.at(run.starts[group]);
    }

    private char d1(int group) {
        return run.size(group) > 1 ? page.at(run.starts[group] + 1) : '1';
    }

    private boolean ends(int end) {
        char next = page.at(end);
        return next != '%' && next != '€' && next != '°' && (!Chars.isWord(next) || extension(end) > end);
    }

    private boolean isPhone(int from, int to, int count, boolean plus, int start) {
        if (count < MIN_DIGITS || Checksums.allSame(d, count)) {
            return false;
        }
        if (plus) {
            int most = d[0] == '1' ? 11 : MAX_DIGITS + 1;
            return count >= 8 && count <= most && d[0] != '0';
        }
        if (isBinary(count) || (run.size(from) == 1 && run.separator(page, from) == '.')) {
            return false;
        }
        boolean grouped = to > from;
        boolean zip = run.isShaped(page, from, "-", 5, 4) && page.isBehindState(start);
        boolean insured = count == 9 && (zip || run.isShaped(page, from, "-", 3, 2, 4));
        boolean certain = isAmerican(from, to, count)
                || (!insured && d[0] == '0' && (d[1] == '0' ? isForeign(count, grouped) : isNational(from, to, count)));
        return certain || isSaid(from, to, count, start);
    }

    private boolean isForeign(int count, boolean grouped) {
        if (count < 11 || count > MAX_DIGITS + 2 || d[2] == '0') {
            return false;
        }
        return grouped || TWO_DIGIT_CODES[Checksums.two(d, 2)];
    }

    /** National form with a trunk zero: 0171 1234567, (030) 123456, 020 7946 0018, or a mobile number in one piece. */
    private boolean isNational(int from, int to, int count) {
        if (count < 8 || count > MAX_NATIONAL) {
            return false;
        }
        if (from == to) {
            boolean german = d[1] == '1' && d[2] >= '5' && d[2] <= '7' && (count == 11 || count == 12);
            boolean british = d[1] == '7' && count == 11;
            boolean swiss = d[1] == '7' && d[2] >= '4' && count == 10;
            boolean austrian = d[1] == '6' && d[2] >= '4' && count >= 11;
            return german || british || swiss || austrian;
        }
        int area = run.size(from);
        boolean spaced = isSpaced(from, to);
        boolean dotted = run.separator(page, from) == '.';
        boolean pairs = area == 2 && to - from == 4 && run.size(to) == 2;
        return spaced || pairs || (area >= 3 && area <= 6 && (!dotted || to - from > 1 || count >= 9)) || isShort(from, count);
    }

    private boolean isBinary(int count) {
        for (int i = 0; i < count; i++) {
            if (d[i] > '1') {
                return false;
            }
        }
        return true;
    }

    private boolean isSpaced(int from, int to) {
        int others = 0;
        for (int group = from; group <= to; group++) {
            if (run.size(group) != 1) {
                return false;
            }
            others += group < to && run.separator(page, group) != ' ' ? 1 : 0;
        }
        return others < 4;
    }

    /** An area code of two digits, such as Vienna's 01 or Zurich's old form, with enough behind it. */
    private boolean isShort(int from, int count) {
        char after = page.at(run.ends[from]);
        return run.size(from) == 2 && count >= 8 && (after == '/' || after == ')' || after == ' ') && count <= 11;
    }

    /** North American plan: 212-555-0123, (212) 555-0123, 1-212-555-0123; area and exchange begin with 2 to 9. */
    private boolean isAmerican(int from, int to, int count) {
        int area = from;
        if (count == 11 && d[0] == '1' && run.size(from) == 1) {
            area = from + 1;
        } else if (count != 10) {
            return false;
        }
        int skip = area - from;
        boolean sizes = to - area == 2 && run.size(area) == 3 && run.size(area + 1) == 3 && run.size(to) == 4;
        boolean plan = d[skip] >= '2' && d[skip + 3] >= '2';
        boolean bracket = page.at(run.starts[area] - 1) == '(' && page.at(run.ends[area]) == ')';
        boolean whole = from == 0 && to == run.groups - 1;
        String separators = whole ? "-. " : "-.";
        return sizes && (bracket || (plan && (skip > 0 || run.isShaped(page, area, separators, 3, 3, 4))));
    }

    /** Whether a cue makes a phone of a number in any form. */
    private boolean isSaid(int from, int to, int count, int start) {
        if (count > MAX_DIGITS + 1 || !page.about(Topics.PHONE, start, run.ends[to]) || isAmount(from, to)) {
            return false;
        }
        boolean close = page.isLabelled(Topics.PHONE, start);
        boolean year = count == 8 && to > from && run.size(from) == 4 && run.size(to) == 4 && isYear(from) && isYear(to);
        return !year && (count >= 7 || (close && page.isNext(Topics.PHONE, start)));
    }

    private boolean isYear(int group) {
        int century = (page.at(run.starts[group]) - '0') * 10 + page.at(run.starts[group] + 1) - '0';
        return century == 19 || century == 20;
    }

    /** Thousands apart by dots or a decimal point: 250.000. */
    private boolean isAmount(int from, int to) {
        if (to == from || page.at(run.starts[from]) == '0') {
            return false;
        }
        for (int group = from; group < to; group++) {
            if (run.separator(page, group) != '.' || (run.size(group + 1) != 3 && to > from + 1)) {
                return false;
            }
        }
        return true;
    }

    /** The end of an extension such as " x123", " ext. 45" or " Durchwahl 7"; the given end if there is none. */
    private int extension(int end) {
        int at = end;
        while (at - end < 2 && (page.at(at) == ' ' || page.at(at) == ',')) {
            at++;
        }
        int word = at;
        while (at - word < 9 && Chars.isAlpha(page.at(at))) {
            at++;
        }
        if (!isExtensionWord(word, at) && page.at(word) != '#') {
            return end;
        }
        if (page.at(at) == '.' || page.at(at) == ':' || page.at(at) == '#') {
            at++;
        }
        if (page.at(at) == ' ') {
            at++;
        }
        int digits = at;
        while (Chars.isDigit(page.at(at)) && at - digits <= MAX_EXTENSION) {
            at++;
        }
        boolean there = at > digits && at - digits <= MAX_EXTENSION && !Chars.isWord(page.at(at));
        return there ? at : end;
    }

    private boolean isExtensionWord(int from, int to) {
        return switch (to - from) {
            case 1 -> Chars.lower(page.at(from)) == 'x';
            case 2 -> Texts.is(page, from, "dw");
            case 3 -> Texts.is(page, from, "ext");
            case 9 -> Texts.is(page, from, "extension") || Texts.is(page, from, "durchwahl");
            default -> false;
        };
    }
}
