package gateway.guard.text;

import gateway.guard.text.Words.Gap;

/** Sums up what stands between two words, and knows whether the text is inside a table. Confined to one thread. */
final class Gaps {
    private int size;
    private boolean sentence;
    private boolean colon;
    private boolean quote;
    private boolean code;
    private boolean newline;
    private boolean bar;
    private boolean inTable;
    private boolean begun;
    private char last;

    Gaps() {
        newline = true;
    }

    Gaps(Gaps other) {
        size = other.size;
        sentence = other.sentence;
        colon = other.colon;
        quote = other.quote;
        code = other.code;
        newline = other.newline;
        bar = other.bar;
        inTable = other.inTable;
        begun = other.begun;
        last = other.last;
    }

    /** How many characters the gap has. */
    int size() {
        return size;
    }

    void add(char c) {
        size++;
        switch (c) {
            case '\n', '\r' -> {
                sentence |= isStop(last);
                newline = true;
                bar = false;
            }
            case ' ', '\t' -> sentence |= isStop(last);
            case ':' -> colon = true;
            case '"' -> quote = true;
            case '`' -> code = true;
            case '|' -> bar = true;
            default -> {}
        }
        last = c;
    }

    /** What the gap was; a new one begins. */
    Gap take() {
        Gap gap = kind();
        if (newline) {
            inTable = bar;
        }
        begun = true;
        size = 0;
        sentence = false;
        colon = false;
        quote = false;
        code = false;
        newline = false;
        bar = false;
        last = 0;
        return gap;
    }

    private Gap kind() {
        if (bar) {
            return inTable || !newline || !begun ? Gap.CELL : Gap.TABLE_BEGINS;
        }
        if (newline && inTable) {
            return Gap.TABLE_ENDS;
        }
        if (code) {
            return Gap.CODE;
        }
        if (newline) {
            return Gap.NEWLINE;
        }
        if (quote) {
            return Gap.QUOTE;
        }
        if (sentence) {
            return Gap.SENTENCE;
        }
        return colon ? Gap.COLON : Gap.NONE;
    }

    private static boolean isStop(char c) {
        return c == '.' || c == '!' || c == '?' || c == ';';
    }
}
