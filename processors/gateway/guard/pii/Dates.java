package gateway.guard.pii;

/**
 * Reads a date that begins at an index: 1980-05-12, 12.5.80, 05/12/1980, 12. Mai 1980, May 12, 1980, 12th of May 1980,
 * 12-May-80. Holds the end and the year of what it read last. For one thread.
 */
final class Dates {
    /** How the names of months begin, three letters each. */
    private static final String MONTHS = "janjänfebmarmärmaeaprmaymaijunjulaugsepoctoktnovdecdez";

    private static final String INITIALS = "jfmasondJFMASOND";
    private static final String REST = "|uary|uar|ner|ruary|ruar|ch|z|rz|il|e|i|y|ust|t|tember|ober|ember|tem|";

    private final Page page;
    private int end;
    private int year;

    Dates(Page page) {
        this.page = page;
    }

    /** The char after the date. */
    int end() {
        return end;
    }

    /** The year, four digits; two digits are taken for 1930 to 2029. */
    int year() {
        return year;
    }

    /** Whether a date with a day, a month and a year begins at a digit or letter. */
    boolean read(int at) {
        return Chars.isDigit(page.at(at)) ? readDigits(at) : readMonthFirst(at);
    }

    private boolean readDigits(int at) {
        int size = digits(at, 5);
        if (size == 4) {
            return readYearFirst(at);
        }
        if (size != 1 && size != 2) {
            return false;
        }
        int first = number(at, size);
        int next = at + size;
        char separator = page.at(next);
        int second = next + 1;
        if ((separator == '.' || separator == '/' || separator == '-') && page.at(second) == ' ') {
            second++;
        }
        int count = digits(second, 3);
        boolean parted = separator == '.' || separator == '/' || separator == '-' || separator == ' ';
        if (parted && (count == 1 || count == 2)) {
            int after = second + count;
            if (page.at(after) != separator) {
                return false;
            }
            int from = page.at(after + 1) == ' ' ? after + 2 : after + 1;
            return isDayAndMonth(first, number(second, count)) && readYear(from, separator);
        }
        return readNamedMonth(next, first);
    }

    private static boolean isDayAndMonth(int one, int other) {
        return one >= 1 && other >= 1 && Math.min(one, other) <= 12 && Math.max(one, other) <= 31;
    }

    private boolean readYearFirst(int at) {
        char separator = page.at(at + 4);
        if (separator != '-' && separator != '/' && separator != '.') {
            return false;
        }
        int monthSize = digits(at + 5, 3);
        int day = at + 5 + monthSize + 1;
        int daySize = digits(day, 3);
        if (monthSize < 1 || monthSize > 2 || daySize < 1 || daySize > 2 || page.at(day - 1) != separator) {
            return false;
        }
        int month = number(at + 5, monthSize);
        year = number(at, 4);
        end = day + daySize;
        boolean date = month >= 1 && month <= 12 && number(day, daySize) >= 1 && number(day, daySize) <= 31;
        return date && isYear() && closes(separator);
    }

    /** After a day: "5. Mai 1980", "5th of May, 1980", "5-May-80". */
    private boolean readNamedMonth(int from, int day) {
        int at = from;
        if (Chars.isAlpha(page.at(at)) && isOrdinal(at)) {
            at += 2;
        }
        at = gap(at);
        if (Texts.is(page, at, "of ")) {
            at += 3;
        }
        int after = month(at);
        if (after < 0 || day < 1 || day > 31 || at == from) {
            return false;
        }
        return readYear(gap(after), ' ');
    }

    private boolean isOrdinal(int at) {
        return Texts.is(page, at, "st")
                || Texts.is(page, at, "nd")
                || Texts.is(page, at, "rd")
                || Texts.is(page, at, "th");
    }

    /** "May 5, 1980", "May 5th 1980". */
    private boolean readMonthFirst(int at) {
        int after = month(at);
        if (after < 0) {
            return false;
        }
        int day = gap(after);
        int size = digits(day, 3);
        if (day == after || size < 1 || size > 2 || number(day, size) > 31 || number(day, size) == 0) {
            return false;
        }
        int next = day + size;
        if (isOrdinal(next)) {
            next += 2;
        }
        int from = gap(next);
        return from > next && readYear(from, ' ');
    }

    /** The char after a month's name or its usual short form; -1 if there is none. */
    private int month(int at) {
        if (INITIALS.indexOf(page.at(at)) < 0) {
            return -1;
        }
        int to = at;
        while (to - at < 10 && Character.isLetter(page.at(to))) {
            to++;
        }
        if (to - at < 3 || Character.isLetter(page.at(to))) {
            return -1;
        }
        if (!beginsMonth(at)) {
            return -1;
        }
        StringBuilder rest = new StringBuilder("|");
        for (int i = at + 3; i < to; i++) {
            rest.append(Character.toLowerCase(page.at(i)));
        }
        return REST.contains(rest.append('|')) || to == at + 3 ? to : -1;
    }

    private boolean beginsMonth(int at) {
        for (int i = 0; i < MONTHS.length(); i += 3) {
            if (Character.toLowerCase(page.at(at)) == MONTHS.charAt(i)
                    && Character.toLowerCase(page.at(at + 1)) == MONTHS.charAt(i + 1)
                    && Character.toLowerCase(page.at(at + 2)) == MONTHS.charAt(i + 2)) {
                return true;
            }
        }
        return false;
    }

    private int gap(int from) {
        int at = from;
        while (at - from < 3
                && (page.at(at) == ' ' || page.at(at) == '.' || page.at(at) == ',' || page.at(at) == '-')) {
            at++;
        }
        return at;
    }

    private boolean readYear(int at, char separator) {
        int start = page.at(at) == '\'' ? at + 1 : at;
        int size = digits(start, 5);
        if (size != 4 && size != 2) {
            return false;
        }
        int number = number(start, size);
        year = size == 4 ? number : number < 30 ? 2000 + number : 1900 + number;
        end = start + size;
        return isYear() && closes(separator);
    }

    private boolean isYear() {
        return year >= 1880 && year <= 2035;
    }

    /** No letter follows, nor more of a number. */
    private boolean closes(char separator) {
        char next = page.at(end);
        boolean more =
                (next == separator || next == '-' || next == '/') && Chars.isDigit(page.at(end + 1)) && next != ' ';
        boolean time = next == 'T' && Chars.isDigit(page.at(end + 1));
        return !more && (time || !Chars.isWord(next));
    }

    private int digits(int at, int most) {
        int count = 0;
        while (count < most && Chars.isDigit(page.at(at + count))) {
            count++;
        }
        return count;
    }

    private int number(int at, int size) {
        int number = 0;
        for (int i = at; i < at + size; i++) {
            number = number * 10 + page.at(i) - '0';
        }
        return number;
    }
}
