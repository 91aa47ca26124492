package gateway.guard.pii;

import gateway.model.PiiKind;
import org.jspecify.annotations.Nullable;

/** Finds numbers of digits alone: cards, tax ids, numbers of social insurances, telephones. For one thread. */
final class Numbers {
    private final Page page;
    private final NumberRun run = new NumberRun();
    private final Births births;
    private final Phones phones;
    private final char[] d = run.digits;
    /** The last group of the number that a method found. */
    private int last;

    Numbers(Page page, Births births) {
        this.page = page;
        this.births = births;
        this.phones = new Phones(page, run);
    }

    /** Looks at the run of numbers that begins with a digit; gives the char after it. */
    int find(int first) {
        int end = run.read(page, first);
        int group = 0;
        while (group < run.groups) {
            if (!run.opens(page, group)
                    || run.isWithinSpaced(page, group)
                    || (group == 0 && !mayBegin(run.starts[0]))) {
                group++;
                continue;
            }
            int start = run.starts[group];
            int date = births.find(start);
            if (date > start) {
                while (group < run.groups && run.starts[group] < date) {
                    group++;
                }
                end = Math.max(end, date);
                continue;
            }
            PiiKind kind = phones.leads(start) ? null : kind(group);
            if (kind != null) {
                page.found(start, run.ends[last], kind);
                group = last + 1;
                continue;
            }
            int phone = phones.find(group);
            if (phone > 0) {
                end = Math.max(end, phone);
                while (group < run.groups && run.starts[group] < phone) {
                    group++;
                }
            } else {
                group++;
            }
        }
        return end;
    }

    /** A number may not be the tail of a code, of a word with a hyphen, of a decimal number or of an amount. */
    private boolean mayBegin(int start) {
        char before = page.at(start - 1);
        if (Chars.isWord(before) || before == '_' || before == '$' || before == '€' || before == '£' || before == '§') {
            return false;
        }
        char earlier = page.at(start - 2);
        return switch (before) {
            case '-', '/' -> !Chars.isWord(earlier);
            case ',' -> !Chars.isDigit(earlier) || page.isCell(start);
            case '.' -> !Chars.isDigit(earlier);
            default -> true;
        };
    }

    private @Nullable PiiKind kind(int group) {
        int start = run.starts[group];
        if (isCard(group) && !page.isNobodys(start)) {
            return PiiKind.CREDIT_CARD;
        }
        if (isAhv(group)) {
            return PiiKind.CH_AHV;
        }
        int size = run.size(group);
        if (size == 9 || size == 3 || size == 5 || size == 1) {
            PiiKind american = american(group);
            if (american != null) {
                return american;
            }
        }
        if (isTaxId(group)) {
            return PiiKind.DE_TAX_ID;
        }
        if (isSvnr(group)) {
            return PiiKind.AT_SVNR;
        }
        if (isNhs(group)) {
            return PiiKind.UK_NHS;
        }
        return isTaxNumber(group) ? PiiKind.DE_TAX_NUMBER : null;
    }

    /** Whether a stretch of groups with this many digits begins here; sets {@link #last} and gathers it. */
    private boolean has(int group, int count, String separators) {
        int to = run.spaced(page, group);
        if (to == group) {
            int digits = run.size(group);
            while (digits < count && to + 1 < run.groups && isOne(to, separators)) {
                digits += run.size(++to);
            }
        }
        last = to;
        return run.closes(page, to)
                && run.gather(page, group, to) == count
                && page.stands(run.starts[group], run.ends[to]);
    }

    private boolean isOne(int group, String separators) {
        char separator = run.separator(page, group);
        return separator != 0 && separators.indexOf(separator) >= 0;
    }

    private boolean isCard(int group) {
        int to = run.spaced(page, group);
        if (to > group) {
            return isCard(group, to);
        }
        int size = run.size(group);
        if (size > 11) {
            return isCard(group, group);
        }
        if (size != 4) {
            return false;
        }
        for (to = Math.min(group + 4, run.groups - 1); to > group + 1; to--) {
            if (isEven(group, to) && isCard(group, to)) {
                return true;
            }
        }
        return false;
    }

    private boolean isEven(int from, int to) {
        char first = run.separator(page, from);
        for (int i = from; i < to; i++) {
            if (run.separator(page, i) != first || (i > from && run.size(i) != 4 && run.size(i) != 6)) {
                return false;
            }
        }
        return first == ' ' || first == '-' || first == '.';
    }

    private boolean isCard(int from, int to) {
        int count = run.gather(page, from, to);
        last = to;
        return count >= 12
                && count <= 19
                && run.closes(page, to)
                && page.stands(run.starts[from], run.ends[to])
                && Checksums.luhn(d, count)
                && (isIssued(count)
                        || (count > 13 && page.isWordless())
                        || (!Checksums.allSame(d, count) && page.about(Topics.CARD, run.starts[from], run.ends[to])));
    }

    /** Whether the first digits are an issuer's, for this length. */
    private boolean isIssued(int count) {
        int four = Checksums.two(d, 0) * 100 + Checksums.two(d, 2);
        int two = four / 100;
        return switch (count) {
            case 13 -> d[0] == '4';
            case 14 -> two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059);
            case 15 -> two == 34 || two == 37;
            case 16 ->
                (d[0] >= '4' && d[0] <= '6')
                        || (four >= 2200 && four <= 2720)
                        || (four >= 3528 && four <= 3589)
                        || two == 36;
            case 19 -> d[0] == '4' || d[0] == '6';
            default -> false;
        };
    }

    private boolean isAhv(int group) {
        return has(group, 13, ". -") && d[0] == '7' && d[1] == '5' && d[2] == '6' && Checksums.ean13(d);
    }

    private @Nullable PiiKind american(int group) {
        if (!has(group, 9, "- .")) {
            return null;
        }
        int start = run.starts[group];
        int area = (d[0] - '0') * 100 + Checksums.two(d, 1);
        int middle = Checksums.two(d, 3);
        boolean shaped = run.isShaped(page, group, "-", 3, 2, 4) && last == group + 2;
        boolean halved = last == group + 1 && run.separator(page, group) == '-' && run.size(group) != 4;
        boolean zip = run.size(group) == 5 && !page.isLabelled(Topics.SSN | Topics.ITIN, start);
        boolean serial = middle != 0 && (d[5] != '0' || d[6] != '0' || d[7] != '0' || d[8] != '0');
        if (area >= 900 && isItin(middle)) {
            boolean said = !zip && page.about(Topics.ITIN | Topics.SSN | Topics.TAX_ID, start, run.ends[last]);
            return shaped || said || (halved && page.isWordless()) ? PiiKind.US_ITIN : null;
        }
        if (area == 0 || area == 666 || area >= 900 || !serial) {
            return null;
        }
        boolean said = !zip && page.about(Topics.SSN, start, run.ends[last]);
        boolean certain = (shaped && !page.isNobodys(start)) || (halved && page.isWordless());
        return certain || said ? PiiKind.US_SSN : null;
    }

    /** The middle digits that the IRS has given out (IRM 3.21.263). */
    private static boolean isItin(int middle) {
        return (middle >= 50 && middle <= 65)
                || (middle >= 70 && middle <= 88)
                || (middle >= 90 && middle <= 92)
                || (middle >= 94 && middle <= 99);
    }

    private boolean isTaxId(int group) {
        if (!has(group, 11, " -./")) {
            return false;
        }
        int start = run.starts[group];
        boolean shaped = last == group || run.spaced(page, group) == last || run.isShaped(page, group, " -./", 2, 3, 3, 3);
        return shaped
                && (page.about(Topics.TAX_ID, start, run.ends[last])
                        ? d[0] != '0' && run.separator(page, group) != '/'
                        : Checksums.taxId(d) && !page.isNobodys(start) && !isPhoneTalk(start, last));
    }

    private boolean isPhoneTalk(int start, int to) {
        return page.about(Topics.PHONE, start, run.ends[to]);
    }

    private boolean isSvnr(int group) {
        if (!has(group, 10, " -/") || !Checksums.svnr(d)) {
            return false;
        }
        int start = run.starts[group];
        boolean shaped = last == group + 1 && run.size(group) == 4;
        return page.about(Topics.SVNR, start, run.ends[last])
                || (shaped && !page.isNobodys(start) && !isPhoneTalk(start, last));
    }

    private boolean isNhs(int group) {
        if (!has(group, 10, " -")) {
            return false;
        }
        int start = run.starts[group];
        return page.about(Topics.NHS, start, run.ends[last])
                || (last == group && Checksums.nhs(d) && page.isAlone(start, run.ends[last]));
    }

    /**
     * Numbers of German tax offices: 10 or 11 digits in the states' forms with slashes, 13 in the form for all states.
     */
    private boolean isTaxNumber(int group) {
        if (run.size(group) == 13 && has(group, 13, "") && d[4] == '0' && d[0] <= '5' && page.isWordless()) {
            return true;
        }
        for (int count = 10; count <= 13; count++) {
            if (count != 12 && has(group, count, " /-")) {
                boolean slashes = last == group + 2 && run.separator(page, group) == '/' && run.size(group) < 4;
                int start = run.starts[group];
                boolean shaped =
                        slashes && (run.size(group + 1) == 3 || run.size(group + 1) == 4) && run.size(last) > 3;
                if ((shaped && !page.isNobodys(start) && !isPhoneTalk(start, last))
                        || page.about(Topics.TAX_NUMBER, start, run.ends[last])) {
                    return true;
                }
            }
        }
        return false;
    }
}
