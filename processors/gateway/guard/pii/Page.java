package gateway.guard.pii;

import gateway.guard.Finding;
import gateway.model.PiiKind;
import java.util.List;

/** A text as the finders see it: its folded chars, its cues, and what was found so far. For one thread. */
final class Page {
    /** So far does a cue reach, in chars. */
    private static final int REACH = 60;
    /** So far does a cue reach that comes after its value. */
    private static final int REACH_BACK = 28;

    private static final int MAX_CUES = 4;
    private static final int MAX_WORDLESS = 64;

    final char[] chars;
    final int length;
    final Cues cues;
    private final Folded text;
    private final Findings findings = new Findings();

    Page(String text) {
        this.text = Folded.of(text);
        this.chars = this.text.chars;
        this.length = this.text.length;
        this.cues = Columns.within(this.text, Cues.of(this.text));
    }

    List<Finding> findings() {
        return findings.in(text);
    }

    /** Notes a finding; gives its end. */
    int found(int start, int end, PiiKind kind) {
        findings.add(start, end, kind);
        return end;
    }

    /** The char at an index, 0 outside of the text. */
    char at(int index) {
        return index >= 0 && index < length ? chars[index] : 0;
    }

    /** Whether neither side of a stretch touches a letter or digit. */
    boolean stands(int start, int end) {
        return !Chars.isWord(at(start - 1)) && !Chars.isWord(at(end));
    }

    /** Whether a cue near a stretch, before it or else after it, says a thing of it. */
    boolean about(int topic, int start, int end) {
        int cue = cues.before(start);
        int reach = REACH;
        for (int i = 0; i < MAX_CUES && cue >= 0; i++, cue--) {
            int topics = cues.topics(cue);
            if (start - cues.end(cue) > reach || blocked(cues.end(cue), start)) {
                break;
            }
            if ((topics & topic) != 0) {
                return true;
            }
            if ((topics & Topics.CELL) != 0 || (topics & ~Topics.WEAK) != 0) {
                return (topics & (Topics.CELL | Topics.OTHER)) == 0 && follows(topic, start, end);
            }
        }
        return follows(topic, start, end);
    }

    /**
     * How many chars before a stretch the nearest cue of a topic ends that {@link #about} would take; a big number if
     * none.
     */
    int distance(int topic, int start) {
        int cue = cues.before(start);
        for (int i = 0; i < MAX_CUES && cue >= 0; i++, cue--) {
            if ((cues.topics(cue) & topic) != 0) {
                return start - cues.end(cue);
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Whether the nearest cue right before a stretch says that it is nobody's. */
    boolean isNobodys(int start) {
        int cue = cues.before(start);
        return cue >= 0
                && (cues.topics(cue) & Topics.OTHER) != 0
                && start - cues.end(cue) <= 24
                && !blocked(cues.end(cue), start);
    }

    /** Whether the cell or label right before a stretch says that it is of this topic and no other. */
    boolean isLabelled(int topic, int start) {
        int cue = cues.before(start);
        return cue >= 0
                && (cues.topics(cue) & topic) != 0
                && start - cues.end(cue) <= 16
                && !blocked(cues.end(cue), start);
    }

    /** Whether a cell of a table with a head begins here. */
    boolean isCell(int start) {
        int cue = cues.before(start);
        return cue >= 0 && cues.end(cue) == start && (cues.topics(cue) & Topics.CELL) != 0;
    }

    /** Whether a stretch is all that the text says. */
    boolean isAlone(int start, int end) {
        return length - (end - start) <= 8 && isBlank(0, start) && isBlank(end, length);
    }

    /** Whether the text is short and has no letters: a list of numbers that somebody or something gave back. */
    boolean isWordless() {
        if (length > MAX_WORDLESS) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (Character.isLetter(chars[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether two capitals and a space stand before: a state of the US, behind which a ZIP code comes. */
    boolean isBehindState(int start) {
        return at(start - 1) == ' '
                && Chars.isUpper(Chars.upper(at(start - 2)))
                && Chars.isUpper(Chars.upper(at(start - 3)))
                && !Chars.isWord(at(start - 4));
    }

    /** Whether one word at most, such as "is", stands between a stretch and the nearest cue of a topic before it. */
    boolean isNext(int topic, int start) {
        int distance = distance(topic, start);
        int words = 0;
        for (int i = 1; i <= Math.min(distance, REACH); i++) {
            words += Chars.isWord(at(start - i)) && !Chars.isWord(at(start - i + 1)) ? 1 : 0;
        }
        return distance <= REACH && words < 2;
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (Chars.isWord(chars[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean follows(int topic, int start, int end) {
        int cue = cues.before(start) + 1;
        while (cue < cues.count() && cues.start(cue) < end) {
            cue++;
        }
        if (cue >= cues.count() || cues.start(cue) - end > REACH_BACK) {
            return false;
        }
        int to = cues.start(cue);
        for (int i = end; i < to; i++) {
            char c = chars[i];
            if (Chars.isDigit(c) || c == '\n' || c == '<' || c == '=' || c == ':' || c == '|' || c == ';' || c == '&') {
                return false;
            }
        }
        char next = at(cues.end(cue));
        return (cues.topics(cue) & topic) != 0 && next != ':' && next != '=' && next != '"';
    }

    /** Whether what stands between a cue and a value parts them: another label, another cell, a line of text. */
    private boolean blocked(int from, int to) {
        int labels = 0;
        int lines = 0;
        int words = 0;
        for (int i = from; i < to; i++) {
            switch (chars[i]) {
                case ':', '=' -> labels++;
                case '\n' -> lines++;
                case '<', '|', ';', '&', '}', '{' -> {
                    return true;
                }
                default -> words += Chars.isWord(chars[i]) ? 1 : 0;
            }
        }
        return labels > 1 || lines > 1 || (lines == 1 && words > 0);
    }
}
