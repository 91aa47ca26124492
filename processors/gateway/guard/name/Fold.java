package gateway.guard.name;

/** Writes letters in small ASCII where there is a usual way: {@code Ö} as {@code oe}, {@code é} as {@code e}. */
final class Fold {
    /** U+00DF to U+017F; a dot stands for what is no letter or is written with two. */
    private static final String LATIN = ""
            + ".aaaa...ceeeeiiiidnoooo...uuu.y.yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkk"
            + "llllllllllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    private Fold() {}

    /**
     * Writes one letter.
     *
     * @param c a letter or mark of any script
     * @param into has room for two chars at {@code at}
     * @return the index after what was written
     */
    static int letter(char c, char[] into, int at) {
        if (c < 0x80) {
            into[at] = c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
            return at + 1;
        }
        char low = Character.toLowerCase(c);
        if (low == '\u0308') {
            into[at] = 'e';
            return at + 1;
        }
        if (low >= 0x300 && low < 0x370) {
            return at;
        }
        String two = pair(low);
        if (!two.isEmpty()) {
            into[at] = two.charAt(0);
            into[at + 1] = two.charAt(1);
            return at + 2;
        }
        into[at] = single(low);
        return at + 1;
    }

    private static String pair(char low) {
        return switch (low) {
            case 'ä', 'æ' -> "ae";
            case 'ö', 'ø', 'œ' -> "oe";
            case 'ü' -> "ue";
            case 'ß' -> "ss";
            case 'å' -> "aa";
            case 'þ' -> "th";
            default -> "";
        };
    }

    private static char single(char low) {
        int index = low - 0xDF;
        if (index < 0 || index >= LATIN.length()) {
            return low;
        }
        char folded = LATIN.charAt(index);
        return folded >= 'a' ? folded : low;
    }
}
