package gateway.guard.text;

import gateway.guard.text.Words.Gap;
import java.util.Arrays;

/**
 * Reads words from a text that comes in pieces, cut anywhere, and undoes disguises: width, fonts and accents ({@link
 * CharFold}), invisible characters, look-alikes of other alphabets inside Latin words, digits and signs for letters
 * (l3et), l e t t e r s set apart, letters repeated three times or more. Numbers become zeros, one a digit, at most four.
 * Linear; its state is of fixed size. Confined to one thread.
 */
final class WordReader {
    static final int MAX_WORD = 64;
    private static final int MIN_SPACED = 4;
    private static final int MAX_JOINTS = 3;

    private final Words words;
    private final char[] word = new char[MAX_WORD];
    private final char[] spaced = new char[MAX_WORD];
    private final Gaps gaps;
    private int length;
    private int letters;
    private int digits;
    private int capitals;
    private int repeats;
    private boolean foreign;
    private boolean latin;
    private char joint;
    private int joints;
    private char highSurrogate;
    private int spacedLength;
    private Gap spacedGap = Gap.NONE;
    private boolean unspacing;

    WordReader(Words words) {
        this.words = words;
        this.gaps = new Gaps();
    }

    /** The same state, with words going elsewhere. */
    WordReader(WordReader other, Words words) {
        this.words = words;
        this.gaps = new Gaps(other.gaps);
        System.arraycopy(other.word, 0, word, 0, other.length);
        System.arraycopy(other.spaced, 0, spaced, 0, other.spacedLength);
        length = other.length;
        letters = other.letters;
        digits = other.digits;
        capitals = other.capitals;
        repeats = other.repeats;
        foreign = other.foreign;
        latin = other.latin;
        joint = other.joint;
        joints = other.joints;
        highSurrogate = other.highSurrogate;
        spacedLength = other.spacedLength;
        spacedGap = other.spacedGap;
        unspacing = other.unspacing;
    }

    void add(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
    }

    void add(char c) {
        if (c < 0x80) {
            highSurrogate = 0;
            int folded = c >= 'A' && c <= 'Z' ? c + 32 : c;
            if (folded >= ' ' || c == '\n' || c == '\t' || c == '\r') {
                take((char) folded, folded != c);
            }
        } else if (Character.isHighSurrogate(c)) {
            highSurrogate = c;
        } else if (Character.isLowSurrogate(c)) {
            if (highSurrogate != 0) {
                addFolded(Character.toCodePoint(highSurrogate, c));
            }
            highSurrogate = 0;
        } else {
            highSurrogate = 0;
            addFolded(c);
        }
    }

    /** The text ends here. */
    void end() {
        endWord();
        endSpaced();
    }

    private void addFolded(int codePoint) {
        int folded = CharFold.fold(codePoint);
        if (folded == CharFold.DIAERESIS) {
            if (length > 0 && "aou".indexOf(word[length - 1]) >= 0) {
                take('e', false);
            }
        } else if (folded != CharFold.NOTHING) {
            boolean upper = Character.isUpperCase(codePoint);
            take((char) folded, upper);
            if (folded >>> 16 != 0) {
                take((char) (folded >>> 16), upper);
            }
        }
    }

    private void take(char c, boolean upper) {
        if (c >= 'a' && c <= 'z') {
            latin = true;
            letter(c, upper);
        } else if (c >= '0' && c <= '9') {
            join();
            append(c);
            digits++;
        } else if (c >= 0x80 && Character.isLetter(c)) {
            foreign = true;
            letter(c, upper);
        } else if (c >= 0x80 && Character.isDigit(c)) {
            join();
            append((char) ('0' + Character.digit(c, 10)));
            digits++;
        } else if (length > 0 && joints == 0 && (c == '\'' || c == '@' || c == '$' || c == '!' || c == '*')) {
            joint = c;
            joints = 1;
        } else if (joints > 0 && joints < MAX_JOINTS && c == joint) {
            joints++;
        } else {
            endWord();
            gaps.add(c);
        }
    }

    private void letter(char c, boolean upper) {
        join();
        letters++;
        if (upper) {
            capitals++;
        }
        repeats = length > 0 && word[length - 1] == c ? repeats + 1 : 0;
        if (repeats == 2) {
            length--;
        } else if (repeats == 0 || repeats == 1) {
            append(c);
        }
    }

    /** Signs between two letters are part of the word; apostrophes go. */
    private void join() {
        int count = joints;
        joints = 0;
        for (int i = 0; i < count && joint != '\''; i++) {
            append(joint);
        }
    }

    private void append(char c) {
        if (length == MAX_WORD) {
            endWord();
        }
        word[length++] = c;
    }

    private void endWord() {
        if (length > 0) {
            boolean caps = capitals >= 3 && capitals == letters;
            if (digits > 0 && letters == 0) {
                length = Math.min(length, 4);
                Arrays.fill(word, 0, length, '0');
            } else {
                undisguise();
            }
            emit(caps);
            length = 0;
        }
        for (; joints > 0; joints--) {
            gaps.add(joint);
        }
        letters = 0;
        digits = 0;
        capitals = 0;
        foreign = false;
        latin = false;
    }

    private void undisguise() {
        boolean mixed = foreign && latin;
        for (int i = 0; i < length; i++) {
            char c = word[i];
            if (c >= 0x370) {
                word[i] = mixed ? CharFold.latin(c) : c;
            } else if (c < 'a' && letters >= 2) {
                word[i] = leet(c);
            }
        }
    }

    private static char leet(char c) {
        return switch (c) {
            case '0' -> 'o';
            case '1', '!' -> 'i';
            case '3' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '7' -> 't';
            default -> c;
        };
    }

    private void emit(boolean caps) {
        boolean single = length == 1 && letters == 1;
        if (spacedLength > 0 && !(single && gaps.size() == 1 && spacedLength < MAX_WORD)) {
            endSpaced();
        }
        if (!single) {
            words.word(word, length, gaps.take(), caps);
            unspacing = false;
        } else {
            if (spacedLength == 0) {
                spacedGap = gaps.take();
            } else {
                gaps.take();
            }
            spaced[spacedLength++] = word[0];
        }
    }

    private void endSpaced() {
        if (spacedLength >= (unspacing ? 2 : MIN_SPACED)) {
            words.word(spaced, spacedLength, spacedGap, false);
            unspacing = true;
        } else if (spacedLength > 0) {
            char[] one = new char[1];
            for (int i = 0; i < spacedLength; i++) {
                one[0] = spaced[i];
                words.word(one, 1, i == 0 ? spacedGap : Gap.NONE, false);
            }
            unspacing = false;
        }
        spacedLength = 0;
    }
}
