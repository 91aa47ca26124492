package gateway.guard.pii;

import gateway.model.PiiKind;

/**
 * Finds dates of birth: dates that a cue says are one, that stand in brackets or after a comma behind a person, or
 * behind the star of genealogists. For one thread.
 */
final class Births {
    /** Nobody whom a text names beside a bare date is younger than this year. */
    private static final int LATEST_BARE_YEAR = 2012;
    /** The longest name between "Patient" and the date. */
    private static final int MAX_NAME = 48;

    private final Page page;
    private final Dates dates;
    /** The end of the last date of birth, whose cue is used up. */
    private int used;

    Births(Page page) {
        this.page = page;
        this.dates = new Dates(page);
    }

    /** Looks for a date at a digit or the letter of a month; gives its end whatever date it is, 0 if there is none. */
    int find(int at) {
        if (dates.read(at)) {
            int end = dates.end();
            if (isBirth(at, end)) {
                page.found(at, end, PiiKind.DATE_OF_BIRTH);
                used = end;
            }
            return end;
        }
        return packed(at);
    }

    /** Eight digits in one piece are a date of birth only by a cue right before them. */
    private int packed(int at) {
        int end = Chars.isDigit(page.at(at)) ? Texts.wordEnd(page, at, 9) : at;
        if (end - at != 8 || !page.isLabelled(Topics.BIRTH, at)) {
            return 0;
        }
        for (int i = at; i < end; i++) {
            if (!Chars.isDigit(page.at(i))) {
                return 0;
            }
        }
        return page.found(at, end, PiiKind.DATE_OF_BIRTH);
    }

    private boolean isBirth(int start, int end) {
        if (page.isLabelled(Topics.DATE | Topics.OTHER, start) && !page.isLabelled(Topics.BIRTH, start)) {
            return false;
        }
        if (page.about(Topics.BIRTH, start, end)) {
            int from = start - page.distance(Topics.BIRTH, start);
            return from < 0 || from >= used || page.at(from) == 0 || page.isLabelled(Topics.BIRTH, start);
        }
        char before = page.at(start - 1) == ' ' ? page.at(start - 2) : page.at(start - 1);
        if (before == '*') {
            return page.at(start - 2) != '*' && page.at(start - 3) != '*';
        }
        return dates.year() <= LATEST_BARE_YEAR && isBehindPerson(start, end, before);
    }

    private boolean isBehindPerson(int start, int end, char before) {
        boolean bracket = before == '(' && page.at(end) == ')';
        char next = page.at(end);
        boolean comma = before == ','
                && (next == '.' || next == ',' || next == ')' || next == ';' || next == 0 || next == '\n');
        if (!bracket && !comma) {
            return false;
        }
        int to = start - 1;
        while (to > 0 && !Chars.isWord(page.at(to - 1))) {
            to--;
        }
        int cue = page.cues.before(to);
        for (int i = 0; i < 3 && cue >= 0 && to - page.cues.end(cue) <= MAX_NAME; i++, cue--) {
            if ((page.cues.topics(cue) & Topics.PERSON) != 0 && isName(page.cues.end(cue), to)) {
                return true;
            }
        }
        return bracket && isCapitalised(to);
    }

    /** One to five words with no digits among them. */
    private boolean isName(int from, int to) {
        int words = 0;
        for (int i = from; i < to; i++) {
            char c = page.at(i);
            if (Chars.isDigit(c) || c == '\n' || c == '(' || c == ';') {
                return false;
            }
            words += Chars.isWord(c) && !Chars.isWord(page.at(i - 1)) ? 1 : 0;
        }
        return words >= 1 && words <= 5;
    }

    /** Whether the two words before an index are written like a first and last name. */
    private boolean isCapitalised(int to) {
        int at = to;
        for (int word = 0; word < 2; word++) {
            int end = at;
            while (at > 0 && end - at < 24 && (Character.isLetter(page.at(at - 1)) || page.at(at - 1) == '-')) {
                at--;
            }
            boolean name =
                    end - at >= 2 && Character.isUpperCase(page.at(at)) && Character.isLowerCase(page.at(end - 1));
            if (!name || (word == 0 && page.at(at - 1) != ' ')) {
                return false;
            }
            at--;
        }
        int end = at;
        while (at > 0 && end - at < 24 && Character.isLetter(page.at(at - 1))) {
            at--;
        }
        return at == end || !Character.isUpperCase(page.at(at));
    }
}
