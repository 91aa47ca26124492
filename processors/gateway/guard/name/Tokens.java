package gateway.guard.name;

import java.util.Arrays;

/**
 * Words, numbers and signs of a text with what is known of each: parallel arrays, one index a token. Words keep inner
 * hyphens and apostrophes. Confined to one thread.
 */
final class Tokens {
    static final int WORD = 0;
    static final int NUMBER = 1;
    static final int SIGN = 2;

    static final int LOWER = 0;
    static final int CAPITAL = 1;
    static final int UPPER = 2;
    static final int INITIAL = 3;
    static final int MIXED = 4;
    static final int OTHER_SCRIPT = 5;
    /** Shapes of numbers are this plus their digits, at most nine. */
    static final int DIGITS = 8;
    /** Shapes of signs are this plus their char. */
    static final int SIGNS = 32;

    static final int GLUED = 0;
    static final int SPACE = 1;
    static final int LINE = 2;
    static final int PARAGRAPH = 3;

    int count;
    /** Where tokens begin and end in the original text. */
    int[] start;

    int[] end;
    byte[] kind;
    /** What is before the token. */
    byte[] gap;

    int[] shape;
    /** Hash of the folded word. */
    int[] word;
    /** {@link WordClass} bits. */
    int[] classes;
    /** Where the folded word is in {@link #folded}. */
    int[] foldStart;

    int[] foldEnd;
    char[] folded;
    private int foldLength;
    private final Decoded text;
    private final Lexicon lexicon;

    private Tokens(Decoded text, Lexicon lexicon) {
        this.text = text;
        this.lexicon = lexicon;
        int room = text.length / 4 + 16;
        start = new int[room];
        end = new int[room];
        kind = new byte[room];
        gap = new byte[room];
        shape = new int[room];
        word = new int[room];
        classes = new int[room];
        foldStart = new int[room];
        foldEnd = new int[room];
        folded = new char[text.length + text.length / 8 + 16];
    }

    static Tokens of(Decoded text, Lexicon lexicon) {
        var tokens = new Tokens(text, lexicon);
        int i = 0;
        int gap = PARAGRAPH;
        while (i < text.length) {
            char c = text.chars[i];
            if (c == '\n' || (c == '\r' && (i + 1 == text.length || text.chars[i + 1] != '\n'))) {
                gap = gap >= LINE ? PARAGRAPH : LINE;
                i++;
            } else if (c <= ' ' || Character.isSpaceChar(c)) {
                gap = Math.max(gap, SPACE);
                i++;
            } else {
                i = tokens.take(i, gap);
                gap = GLUED;
            }
        }
        return tokens;
    }

    private int take(int from, int gapBefore) {
        if (count == start.length) {
            grow();
        }
        int to;
        int code = codeAt(from);
        if (Character.isLetter(code)) {
            to = wordEnd(from);
            kind[count] = WORD;
            fold(from, to);
        } else if (Character.isDigit(code)) {
            to = from + 1;
            while (to < text.length && Character.isDigit(text.chars[to])) {
                to++;
            }
            kind[count] = NUMBER;
            shape[count] = DIGITS + Math.min(9, to - from);
            word[count] = shape[count];
        } else {
            to = from + Character.charCount(code);
            kind[count] = SIGN;
            shape[count] = SIGNS + sign(text.chars[from]);
            word[count] = shape[count];
        }
        start[count] = text.from(from);
        end[count] = text.to(to - 1);
        gap[count] = (byte) gapBefore;
        count++;
        return to;
    }

    /** One dash and one quote stand for all. */
    private static char sign(char c) {
        return switch (c) {
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212' -> '-';
            case '\u201C', '\u201D', '\u201E', '\u00AB', '\u00BB' -> '"';
            case '\u2018', '\u2019', '\u201A', '`' -> '\'';
            default -> c;
        };
    }

    private int codeAt(int at) {
        char c = text.chars[at];
        return Character.isHighSurrogate(c) && at + 1 < text.length && Character.isLowSurrogate(text.chars[at + 1])
                ? Character.toCodePoint(c, text.chars[at + 1])
                : c;
    }

    private int wordEnd(int from) {
        int at = from;
        while (at < text.length) {
            int code = codeAt(at);
            int size = Character.charCount(code);
            if (Character.isLetter(code) || (at > from && mark(code))) {
                at += size;
            } else if (joins(at)) {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    private static boolean mark(int code) {
        int type = Character.getType(code);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** A hyphen before a letter; an apostrophe before two, so that {@code Anna's} ends before it. */
    private boolean joins(int at) {
        char c = text.chars[at];
        if (c == '-' || c == '\u2010' || c == '\u2011') {
            return at + 1 < text.length && Character.isLetter(text.chars[at + 1]);
        }
        return (c == '\'' || c == '\u2019')
                && at + 2 < text.length
                && Character.isLetter(text.chars[at + 1])
                && Character.isLetter(text.chars[at + 2]);
    }

    private void fold(int from, int to) {
        foldStart[count] = foldLength;
        int part = foldLength;
        int bits = 0;
        int upper = 0;
        int letters = 0;
        boolean upperInside = false;
        boolean latin = true;
        for (int i = from; i < to; i++) {
            char c = text.chars[i];
            if (foldLength + 2 > folded.length) {
                folded = Arrays.copyOf(folded, folded.length * 2);
            }
            if (Character.isLetter(c)) {
                if (Character.isUpperCase(c)) {
                    upperInside |= letters > 0;
                    upper++;
                }
                letters++;
                latin &= c < 0x250;
            } else if (c == '-' || c == '\u2010' || c == '\u2011') {
                bits |= lexicon.classes(Lexicon.hash(folded, part, foldLength));
                folded[foldLength++] = '-';
                part = foldLength;
                continue;
            } else if (c == '\'' || c == '\u2019') {
                continue;
            }
            foldLength = Fold.letter(c, folded, foldLength);
        }
        foldEnd[count] = foldLength;
        word[count] = Lexicon.hash(folded, foldStart[count], foldLength);
        int last = part == foldStart[count] ? word[count] : Lexicon.hash(folded, part, foldLength);
        classes[count] = (bits & nameLists()) | lexicon.classes(last) | lexicon.classes(word[count]) | tail(part);
        shape[count] = !latin
                ? OTHER_SCRIPT
                : upper == 0
                        ? LOWER
                        : letters == 1
                                ? INITIAL
                                : upper == letters ? UPPER : upperInside && !hyphened(from, to) ? MIXED : CAPITAL;
    }

    private static int nameLists() {
        return WordClass.FIRST.bit() | WordClass.LAST.bit() | WordClass.PLACE.bit();
    }

    /** Capitals stand only where a part begins, as in {@code Karl-Heinz}. */
    private boolean hyphened(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (Character.isUpperCase(text.chars[i]) && Character.isLetter(text.chars[i - 1])) {
                return false;
            }
        }
        return true;
    }

    /** Ends of street names, towns and professions behind at least three other letters, as in {@code Lindenweg}. */
    private int tail(int part) {
        int ends = WordClass.STREETTAIL.bit() | WordClass.CITYTAIL.bit() | WordClass.ROLETAIL.bit();
        int bits = 0;
        for (int length = 2; length <= 12 && foldLength - length >= part + 3; length++) {
            int tail = lexicon.classes(Lexicon.hash(folded, foldLength - length, foldLength));
            bits |= (tail & ends) | (length > 3 && (tail & WordClass.NOUN.bit()) != 0 ? WordClass.NOUNTAIL.bit() : 0);
        }
        return bits;
    }

    private void grow() {
        int room = start.length * 2;
        start = Arrays.copyOf(start, room);
        end = Arrays.copyOf(end, room);
        kind = Arrays.copyOf(kind, room);
        gap = Arrays.copyOf(gap, room);
        shape = Arrays.copyOf(shape, room);
        word = Arrays.copyOf(word, room);
        classes = Arrays.copyOf(classes, room);
        foldStart = Arrays.copyOf(foldStart, room);
        foldEnd = Arrays.copyOf(foldEnd, room);
    }
}
