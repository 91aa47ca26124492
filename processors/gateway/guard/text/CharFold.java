package gateway.guard.text;

import java.text.Normalizer;

/**
 * Folds single characters: to lower case, without width, font, circle or accent, ä to ae, ö to oe, ü to ue, ß to ss (the
 * spellings that Germans use without umlauts). Compatibility decomposition is Unicode's NFKD (UAX 15), a character at a
 * time. Thread-safe.
 */
final class CharFold {
    /** What vanishes: controls, zero-width characters, variation selectors, tags, combining marks. */
    static final int NOTHING = 0;
    /** The combining diaeresis: vanishes too, but for a, o and u before it, which are umlauts. */
    static final int DIAERESIS = 0x308;

    private static final int BMP = 0x10000;
    private static final int MATH_FIRST = 0x1D400;
    private static final int MATH_LAST = 0x1D7FF;
    private static final int SQUARED_FIRST = 0x1F110;
    private static final int SQUARED_LAST = 0x1F189;
    /** Letters and, at the same place, the Latin ones that look alike (a choice from Unicode's confusables, UTS 39). */
    private static final String LOOK_ALIKES = "аеорсухіјѕԁԛһӏкмтвнгпзαβεηικνορτυχωγςղո";

    private static final String LOOKS = "aeopcyxijsdqhlkmtbhrneabenikvoptuxwycnn";

    private static final int[] BMP_FOLDS = table(0, BMP);
    private static final int[] MATH = table(MATH_FIRST, MATH_LAST + 1);
    private static final char[] LATIN = looks();

    private CharFold() {}

    /** The folded character, a second one after it in the upper 16 bits, or {@link #NOTHING}. */
    static int fold(int codePoint) {
        if (codePoint < BMP) {
            return BMP_FOLDS[codePoint];
        }
        if (codePoint >= MATH_FIRST && codePoint <= MATH_LAST) {
            return MATH[codePoint - MATH_FIRST];
        }
        if (codePoint >= SQUARED_FIRST && codePoint <= SQUARED_LAST) {
            return 'a' + (codePoint - SQUARED_FIRST) % 32 % 26;
        }
        return codePoint >= 0xE0000 ? NOTHING : ' ';
    }

    /** The Latin letter that a Greek or Cyrillic one looks like, or the character itself. */
    static char latin(char letter) {
        return letter >= 0x370 && letter < 0x370 + LATIN.length ? LATIN[letter - 0x370] : letter;
    }

    private static int[] table(int from, int to) {
        int[] folds = new int[to - from];
        for (int codePoint = from; codePoint < to; codePoint++) {
            folds[codePoint - from] = compute(codePoint);
        }
        return folds;
    }

    private static int compute(int codePoint) {
        if (codePoint == '\n' || codePoint == '\t' || codePoint == '\r') {
            return codePoint;
        }
        int known = german(Character.toLowerCase(codePoint));
        if (known != NOTHING) {
            return known;
        }
        if (codePoint < 0x80) {
            return codePoint < ' ' || codePoint == 0x7F ? NOTHING : Character.toLowerCase(codePoint);
        }
        if (codePoint >= 0x2E80 && codePoint < 0xD800) {
            return codePoint;
        }
        if (vanishes(codePoint)) {
            return codePoint == DIAERESIS ? DIAERESIS : NOTHING;
        }
        String parts = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD);
        int folded = 0;
        int count = 0;
        for (int i = 0; i < parts.length() && count < 2; i++) {
            char part = Character.toLowerCase(parts.charAt(i));
            if (!vanishes(part)) {
                folded |= part << (16 * count++);
            }
        }
        return folded;
    }

    private static int german(int lower) {
        return switch (lower) {
            case 'ä', 'æ' -> 'a' | 'e' << 16;
            case 'ö', 'œ' -> 'o' | 'e' << 16;
            case 'ü' -> 'u' | 'e' << 16;
            case 'ß' -> 's' | 's' << 16;
            case 'ø' -> 'o';
            case 'ł' -> 'l';
            case 'đ' -> 'd';
            case 'ı' -> 'i';
            case '’', '‘', 'ʼ', '´' -> '\'';
            case '“', '”', '„', '«', '»' -> '"';
            case '\u2028', '\u2029', '\u0085' -> '\n';
            default -> NOTHING;
        };
    }

    private static boolean vanishes(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || type == Character.CONTROL
                || type == Character.SURROGATE
                || codePoint == 0x115F
                || codePoint == 0x1160
                || codePoint == 0x3164;
    }

    private static char[] looks() {
        char[] latin = new char[0x600 - 0x370];
        for (int i = 0; i < latin.length; i++) {
            latin[i] = (char) (0x370 + i);
        }
        for (int i = 0; i < LOOK_ALIKES.length(); i++) {
            latin[LOOK_ALIKES.charAt(i) - 0x370] = LOOKS.charAt(i);
        }
        return latin;
    }
}
