package gateway.guard.pii;

/** What a char is, by look-up where it is ASCII. */
final class Chars {
    private Chars() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    /** A letter of ASCII. */
    static boolean isAlpha(char c) {
        return isUpper(c) || isLower(c);
    }

    /** A letter or digit of ASCII. */
    static boolean isAlnum(char c) {
        return isDigit(c) || isAlpha(c);
    }

    /** A letter or digit of any script: what may not stand right beside a value. */
    static boolean isWord(char c) {
        return c < 128 ? isAlnum(c) : Character.isLetterOrDigit(c);
    }

    static boolean isHex(char c) {
        return isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
    }

    /** The value of a hexadecimal digit. */
    static int hex(char c) {
        return isDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    }

    static char upper(char c) {
        return isLower(c) ? (char) (c - 32) : c;
    }

    static char lower(char c) {
        return isUpper(c) ? (char) (c + 32) : c;
    }

    /** What may stand between the words of a cue. */
    static boolean isGap(char c) {
        return c == ' ' || c == '-' || c == '_' || c == '.' || c == '/';
    }

    static boolean isUmlaut(char c) {
        return c >= 0xc4 && "äöüÄÖÜß".indexOf(c) >= 0;
    }

    /** The first of the two letters that an umlaut is written with. */
    static char firstOf(char umlaut) {
        return switch (umlaut) {
            case 'ä', 'Ä' -> 'a';
            case 'ö', 'Ö' -> 'o';
            case 'ü', 'Ü' -> 'u';
            default -> 's';
        };
    }

    /** The second of the two letters that an umlaut is written with. */
    static char secondOf(char umlaut) {
        return umlaut == 'ß' ? 's' : 'e';
    }
}
