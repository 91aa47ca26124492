package gateway.guard.name;

/**
 * Which key a token's value stands behind: {@code name:}, {@code "name":}, {@code name=}, {@code <name>} or the head of
 * its column in a table. Confined to one thread.
 */
final class Keys {
    private static final int MAX_COLUMNS = 64;
    private static final String SEPARATORS = ";|,";

    /** By token: 0 or a bit of {@link WordClass#KEYS}. */
    final int[] key;
    /** By token: the hash of the key's word or 0. */
    final int[] keyWord;

    private final Tokens tokens;
    private final int[] heads = new int[MAX_COLUMNS];
    private final int[] headWords = new int[MAX_COLUMNS];
    /** The sign between the columns of the table we are in, or 0. */
    private char separator;

    private Keys(Tokens tokens) {
        this.tokens = tokens;
        key = new int[tokens.count];
        keyWord = new int[tokens.count];
    }

    static Keys of(Tokens tokens) {
        var keys = new Keys(tokens);
        keys.inline();
        int from = 0;
        while (from < tokens.count) {
            int to = from + 1;
            while (to < tokens.count && tokens.gap[to] < Tokens.LINE) {
                to++;
            }
            keys.line(from, to);
            from = to;
        }
        return keys;
    }

    private void inline() {
        int current = 0;
        int currentWord = 0;
        for (int i = 0; i < tokens.count; i++) {
            if (tokens.kind[i] == Tokens.SIGN) {
                char c = (char) (tokens.shape[i] - Tokens.SIGNS);
                int named = opens(i, c);
                if (named >= 0) {
                    boolean sentence = c == ':' && named == i - 1 && (tokens.classes[named] & WordClass.KEYS) == 0;
                    current = sentence ? 0 : classOf(named);
                    currentWord = sentence ? 0 : tokens.word[named];
                    continue;
                }
                if (closes(i, c)) {
                    current = 0;
                    currentWord = 0;
                }
            } else if (tokens.gap[i] == Tokens.PARAGRAPH
                    || (tokens.gap[i] == Tokens.LINE
                            && (current & ~WordClass.K_ADDRESS.bit()) != 0
                            && i > 1
                            && !colon(i - 1))) {
                current = 0;
                currentWord = 0;
            }
            key[i] = current;
            keyWord[i] = currentWord;
        }
    }

    private boolean colon(int i) {
        return tokens.shape[i] == Tokens.SIGNS + ':';
    }

    /** The word that this sign makes a key, or -1. */
    private int opens(int i, char c) {
        if (c == ':' || c == '=') {
            int before = i - 1;
            while (before >= 0 && before > i - 3 && quote(before)) {
                before--;
            }
            return before >= 0 && tokens.kind[before] == Tokens.WORD && tokens.gap[i] < Tokens.LINE ? before : -1;
        }
        return c == '>' && i > 1 && tokens.kind[i - 1] == Tokens.WORD && tokens.gap[i] == Tokens.GLUED && inTag(i - 1)
                ? i - 1
                : -1;
    }

    private boolean inTag(int i) {
        int before = i - 1;
        while (before > 0 && before > i - 5 && tokens.gap[before + 1] == Tokens.GLUED) {
            if (tokens.shape[before] == Tokens.SIGNS + '<') {
                return true;
            }
            if (tokens.shape[before] == Tokens.SIGNS + '/') {
                return false;
            }
            before--;
        }
        return before == 0 && tokens.shape[0] == Tokens.SIGNS + '<';
    }

    private boolean quote(int i) {
        int shape = tokens.shape[i];
        return shape == Tokens.SIGNS + '"' || shape == Tokens.SIGNS + '\'' || shape == Tokens.SIGNS + '*';
    }

    private boolean closes(int i, char c) {
        return c == '<'
                || c == '&'
                || c == ';'
                || c == '|'
                || c == '{'
                || c == '}'
                || c == ']'
                || (c == ',' && quote(i - 1 < 0 ? 0 : i - 1));
    }

    private int classOf(int i) {
        int own = tokens.classes[i] & WordClass.KEYS;
        boolean compound = (i > 1 && tokens.gap[i] == Tokens.GLUED && tokens.shape[i - 1] == Tokens.SIGNS + '_')
                || (i > 0 && tokens.kind[i - 1] == Tokens.WORD && tokens.gap[i] < Tokens.LINE);
        if (compound) {
            int other = tokens.kind[i - 1] == Tokens.WORD ? i - 1 : i - 2;
            int first = tokens.classes[other] & WordClass.KEYS;
            if (first != 0 && (own == 0 || own == WordClass.K_FULL.bit())) {
                return first;
            }
        }
        return own == 0 ? WordClass.K_OTHER.bit() : Integer.lowestOneBit(own);
    }

    private void line(int from, int to) {
        if (tokens.gap[from] == Tokens.PARAGRAPH) {
            separator = 0;
        }
        if (separator != 0 && has(from, to, separator)) {
            columns(from, to, false);
            return;
        }
        separator = 0;
        for (int s = 0; s < SEPARATORS.length() && separator == 0; s++) {
            char sign = SEPARATORS.charAt(s);
            if (has(from, to, sign) && headLike(from, to, sign)) {
                separator = sign;
                columns(from, to, true);
            }
        }
    }

    private boolean has(int from, int to, char sign) {
        for (int i = from; i < to; i++) {
            if (tokens.shape[i] == Tokens.SIGNS + sign) {
                return true;
            }
        }
        return false;
    }

    /** Only short cells of words, one of them a key. */
    private boolean headLike(int from, int to, char sign) {
        int keys = 0;
        int cell = 0;
        for (int i = from; i < to; i++) {
            if (tokens.shape[i] == Tokens.SIGNS + sign) {
                cell = 0;
            } else if (tokens.kind[i] == Tokens.WORD) {
                keys += (tokens.classes[i] & WordClass.KEYS) != 0 ? 1 : 0;
                cell++;
            } else if (tokens.shape[i] == Tokens.SIGNS + ':' || tokens.shape[i] == Tokens.SIGNS + '=') {
                return false;
            }
            if (cell > 3) {
                return false;
            }
        }
        return keys > 0;
    }

    private void columns(int from, int to, boolean head) {
        int column = 0;
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            quoted ^= tokens.shape[i] == Tokens.SIGNS + '"';
            if (!quoted && tokens.shape[i] == Tokens.SIGNS + separator) {
                column = Math.min(column + 1, MAX_COLUMNS - 1);
                if (head) {
                    heads[column] = 0;
                    headWords[column] = 0;
                }
            } else if (!head) {
                key[i] = heads[column];
                keyWord[i] = headWords[column];
            } else if (tokens.kind[i] == Tokens.WORD) {
                heads[column] = classOf(i);
                headWords[column] = tokens.word[i];
            }
        }
    }
}
