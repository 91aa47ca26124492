package gateway.routing.feature;

/** Kinds of characters, by number. */
final class CharKind {
    static final int LETTER = 0;
    static final int UPPER = 1;
    static final int DIGIT = 2;
    /** Punctuation that is none of the others. */
    static final int PUNCTUATION = 3;
    /** Signs of formulas. */
    static final int MATHS = 4;
    /** Braces, backslashes and what else formulas and programs are full of. */
    static final int BRACKET = 5;
    /** Halves of pairs, marks on letters, pictures. */
    static final int OTHER = 6;

    static final int BLANK = 7;
    static final int NEWLINE = 8;
    static final int COUNT = 9;

    private static final String SIGNS = "+*=^<>%~±×÷·√∑∏∫∂∞≤≥≠≈∈∉⊂⊆∪∩∀∃∇∆→⇒⇔°²³¹½πθλμσΔΣΩαβγδε";
    private static final String BRACKETS = "{}[]\\_|`$#@&";
    private static final int TABLE = 0x2300;
    private static final byte[] KINDS = table();
    private static final char[] LOWER = lowers();

    private CharKind() {}

    static int of(char c) {
        return c < TABLE ? KINDS[c] : compute(c);
    }

    /** The small letter. */
    static char lower(char c) {
        return c < TABLE ? LOWER[c] : c;
    }

    private static byte[] table() {
        byte[] kinds = new byte[TABLE];
        for (char c = 0; c < TABLE; c++) {
            kinds[c] = (byte) compute(c);
        }
        return kinds;
    }

    private static char[] lowers() {
        char[] lowers = new char[TABLE];
        for (char c = 0; c < TABLE; c++) {
            lowers[c] = Character.toLowerCase(c);
        }
        return lowers;
    }

    private static int compute(char c) {
        if (SIGNS.indexOf(c) >= 0) {
            return MATHS;
        }
        if (BRACKETS.indexOf(c) >= 0) {
            return BRACKET;
        }
        if (Character.isLetter(c)) {
            return Character.isUpperCase(c) ? UPPER : LETTER;
        }
        if (Character.isDigit(c)) {
            return DIGIT;
        }
        if (c == '\n') {
            return NEWLINE;
        }
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return BLANK;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> OTHER;
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> OTHER;
            case Character.OTHER_SYMBOL, Character.PRIVATE_USE -> OTHER;
            default -> PUNCTUATION;
        };
    }
}
