package gateway.routing.feature;

import gateway.guard.text.Hash;

/**
 * Counts what a text is made of and turns its words into hashed features, in one pass without looking back. Words are
 * runs of letters and digits in lower case, digits as zeros, at most four; each letter of a script without blanks is a
 * word. Allocates nothing a character. Confined to one thread.
 */
final class TextSurvey {
    private static final int SHIFT = 32 - TextFeatures.BITS;
    private static final int PAIR = 2;
    private static final int SIGN = 3;
    private static final int MAX_WORD = 64;
    private static final int MAX_DIGITS = 4;
    private static final int FIRST_IDEOGRAPH = 0x2E80;

    private final TextFeatures features;
    private final int[] kinds = new int[CharKind.COUNT];
    private final int[] cues = new int[Cues.COUNT];
    private int hash = Hash.SEED;
    private int length;
    private int digits;
    private char first;
    private char beforeWord = '\n';
    private int beforeHash;
    private int beforeCues;
    private char lastVisible;
    private int bars;
    private int lastLength;

    private int words;
    private int wordLetters;
    private int questions;
    private int options;
    private int mostOptions;
    private int quantities;
    private int choices;
    private int code;
    private int latex;
    private int structure;
    private int foreign;
    private int stops;
    private int seen;
    private int stem;
    private int optionsAt;

    TextSurvey(TextFeatures features) {
        this.features = features;
    }

    /** Reads a piece of a text; words end where it ends. */
    void read(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int kind = CharKind.of(c);
            kinds[kind]++;
            seen++;
            if (kind <= CharKind.DIGIT) {
                take(c, kind);
            } else if (length == 0 || (c != '\'' && c != '’')) {
                endWord(c);
                beforeWord = c;
                if (kind == CharKind.NEWLINE) {
                    endLine();
                } else if (kind != CharKind.BLANK) {
                    lastVisible = c;
                    mark(c, kind, i + 1 < to ? text.charAt(i + 1) : '\n');
                }
            }
        }
        endWord('\n');
        endLine();
        beforeWord = '\n';
    }

    private void take(char c, int kind) {
        if (c >= FIRST_IDEOGRAPH) {
            foreign++;
            endWord(c);
        }
        if (length == 0) {
            first = c;
        }
        if (kind != CharKind.DIGIT) {
            hash = Hash.step(hash, CharKind.lower(c));
        } else if (digits++ < MAX_DIGITS) {
            hash = Hash.step(hash, '0');
        }
        length++;
        lastVisible = c;
        if (c >= FIRST_IDEOGRAPH || length == MAX_WORD) {
            endWord(c);
        }
    }

    private void endWord(char next) {
        if (length == 0) {
            return;
        }
        words++;
        wordLetters += length;
        lastLength = length;
        int word = Hash.mix(hash);
        features.feature(word >>> SHIFT);
        features.feature(Hash.mix(Hash.step(Hash.step(word, beforeHash), PAIR)) >>> SHIFT);
        int found = Cues.of(word);
        if (found != 0) {
            cue(found);
        }
        beforeCues = found;
        if (length == 1 && digits == 0) {
            option(next);
        }
        beforeHash = word;
        hash = Hash.SEED;
        length = 0;
        digits = 0;
    }

    private void cue(int found) {
        for (int left = found; left != 0; left &= left - 1) {
            cues[Integer.numberOfTrailingZeros(left)]++;
        }
        if ((found & Cues.MANY) != 0 && (beforeCues & Cues.HOW) != 0) {
            quantities++;
        }
        if ((found & Cues.FOLLOWING) != 0 && (beforeCues & Cues.THE) != 0) {
            choices++;
        }
    }

    /** Counts "A." "B." "C." or "(a)" "(b)" "(c)" in this order, at the start of a line or within it. */
    private void option(char next) {
        boolean marked = next == '.' || next == ')' || next == ':' || next == ']';
        boolean apart = beforeWord == '(' || beforeWord == '[' || CharKind.of(beforeWord) >= CharKind.BLANK;
        if (marked && apart) {
            int place = (first | 0x20) - 'a';
            if (place == 0) {
                optionsAt = seen;
            } else if (place == 1 && options == 1 && stem == 0) {
                stem = optionsAt;
            }
            options = place == options ? options + 1 : place == 0 ? 1 : options;
            mostOptions = Math.max(mostOptions, options);
        }
    }

    private void endLine() {
        if (lastVisible == ';' || lastVisible == '{' || lastVisible == '}') {
            code++;
        }
        structure += bars >= 2 ? 1 : 0;
        bars = 0;
        lastVisible = '\n';
    }

    private void mark(char c, int kind, char next) {
        if (kind == CharKind.MATHS || kind == CharKind.BRACKET) {
            features.feature(Hash.mix(Hash.step(Hash.step(Hash.SEED, c), SIGN)) >>> SHIFT);
        }
        switch (c) {
            case '?', '？' -> questions++;
            case '.', ';' -> stops += lastLength > 1 && CharKind.of(next) >= CharKind.BLANK ? 1 : 0;
            case '`' -> code += next == '`' ? 2 : 1;
            case '(' -> code += next == ')' ? 1 : 0;
            case '=' -> code += next == '=' ? 1 : 0;
            case '-' -> code += next == '>' ? 1 : 0;
            case '$' -> latex += CharKind.of(next) == CharKind.DIGIT ? 0 : 1;
            case '\\' -> latex += CharKind.of(next) <= CharKind.UPPER ? 1 : 0;
            case '"' -> structure += next == ':' ? 1 : 0;
            case '<' -> structure += next == '/' ? 1 : 0;
            case '/' -> structure += next == '>' ? 1 : 0;
            case '|' -> bars++;
            default -> {}
        }
    }

    /** How many characters of a kind there were. */
    int count(int kind) {
        return kinds[kind];
    }

    /** How many characters were read. */
    int characters() {
        int sum = 0;
        for (int count : kinds) {
            sum += count;
        }
        return sum;
    }

    /** How often words with a cue, one bit of {@link Cues}, were there. */
    int cues(int cue) {
        return cues[Integer.numberOfTrailingZeros(cue)];
    }

    int words() {
        return words;
    }

    /** Letters and digits of all words. */
    int wordLetters() {
        return wordLetters;
    }

    /** Stops and semicolons before a blank, but for those after a single letter. */
    int stops() {
        return stops;
    }

    /** Characters before the first option; all, if there is none. */
    int stem() {
        return stem == 0 ? seen : stem;
    }

    int questions() {
        return questions;
    }

    /** How many options a question offers; one alone is none. */
    int options() {
        return mostOptions < 2 ? 0 : mostOptions;
    }

    /** "How many", "how much". */
    int quantities() {
        return quantities + cues(Cues.QUANTITY);
    }

    /** "(Which of) the following". */
    int choices() {
        return choices;
    }

    /** Backquotes, operators, empty parentheses, ends of statements, words of programming languages. */
    int code() {
        return code + cues(Cues.CODE);
    }

    /** Backslashes before letters, dollars that are no prices. */
    int latex() {
        return latex;
    }

    /** Rows of tables, keys of JSON, closed elements of XML. */
    int structure() {
        return structure;
    }

    /** Letters of scripts that write no blanks. */
    int foreign() {
        return foreign;
    }
}
