package gateway.guard.name;

/**
 * A text with its escapes taken away: percent encoding, backslashes of JSON, common entities, zero-width chars,
 * {@code +} for a space in a query. Every char knows where it came from. Confined to one thread.
 */
final class Decoded {
    private final String text;
    final char[] chars;
    private final int[] from;
    private final int[] to;
    int length;
    /** Since the last space there was a {@code ?} or {@code &} and then a {@code =}. */
    private int query;

    private Decoded(String text) {
        this.text = text;
        chars = new char[text.length()];
        from = new int[text.length()];
        to = new int[text.length()];
    }

    static Decoded of(String text) {
        var decoded = new Decoded(text);
        int i = 0;
        while (i < text.length()) {
            i = decoded.take(i);
        }
        return decoded;
    }

    /** Where the char at {@code index} begins in the text. */
    int from(int index) {
        return from[index];
    }

    /** Where the char at {@code index} ends in the text. */
    int to(int index) {
        return to[index];
    }

    private int take(int i) {
        char c = text.charAt(i);
        switch (c) {
            case '%' -> {
                return percent(i);
            }
            case '\\' -> {
                return backslash(i);
            }
            case '&' -> {
                query = 1;
                return entity(i);
            }
            case '?' -> query = 1;
            case '=' -> query = query == 1 ? 2 : query;
            case '+' -> {
                return put(query == 2 ? ' ' : '+', i, i + 1);
            }
            case '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u00AD' -> {
                return i + 1;
            }
            default -> {
                if (c <= ' ') {
                    query = 0;
                }
            }
        }
        return put(c, i, i + 1);
    }

    private int put(char c, int start, int end) {
        chars[length] = c;
        from[length] = start;
        to[length] = end;
        length++;
        return end;
    }

    private int percent(int i) {
        int lead = octet(i);
        int more = lead < 0x80 ? 0 : lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : -1;
        if ((lead < ' ' && lead != '\n' && lead != '\r' && lead != '\t') || more < 0) {
            return put('%', i, i + 1);
        }
        int code = more == 0 ? lead : more == 1 ? lead & 0x1F : lead & 0x0F;
        for (int k = 1; k <= more; k++) {
            int next = octet(i + 3 * k);
            if ((next & 0xC0) != 0x80) {
                return put('%', i, i + 1);
            }
            code = (code << 6) | (next & 0x3F);
        }
        return Character.isSurrogate((char) code) ? put('%', i, i + 1) : put((char) code, i, i + 3 * (more + 1));
    }

    /** The value of {@code %XX} at {@code i}, or -1, which no lead and no follower is. */
    private int octet(int i) {
        if (i + 2 >= text.length() || text.charAt(i) != '%') {
            return -1;
        }
        int high = Character.digit(text.charAt(i + 1), 16);
        int low = Character.digit(text.charAt(i + 2), 16);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }

    /** However many backslashes, JSON in JSON included, count as one. */
    private int backslash(int i) {
        int next = i + 1;
        while (next < text.length() && text.charAt(next) == '\\') {
            next++;
        }
        if (next == text.length()) {
            return put('\\', i, next);
        }
        char c = text.charAt(next);
        if (c == 'n' || c == 'r' || c == 't') {
            return put(c == 't' ? '\t' : '\n', i, next + 1);
        }
        if (c == 'u' && next + 4 < text.length()) {
            int code = 0;
            for (int k = 1; k <= 4 && code >= 0; k++) {
                int digit = Character.digit(text.charAt(next + k), 16);
                code = digit < 0 ? -1 : (code << 4) | digit;
            }
            if (code > 0 && !Character.isSurrogate((char) code)) {
                return put((char) code, i, next + 5);
            }
        }
        return c == '"' || c == '/' || c == '\'' ? put(c, i, next + 1) : put('\\', i, next);
    }

    private int entity(int i) {
        int end = i + 1;
        while (end < text.length() && end < i + 8 && text.charAt(end) != ';') {
            end++;
        }
        if (end < text.length() && text.charAt(end) == ';') {
            char c = named(text.substring(i + 1, end));
            if (c != 0) {
                return put(c, i, end + 1);
            }
        }
        return put('&', i, i + 1);
    }

    private static char named(String entity) {
        return switch (entity) {
            case "auml" -> 'ä';
            case "ouml" -> 'ö';
            case "uuml" -> 'ü';
            case "Auml" -> 'Ä';
            case "Ouml" -> 'Ö';
            case "Uuml" -> 'Ü';
            case "szlig" -> 'ß';
            case "eacute" -> 'é';
            case "egrave" -> 'è';
            case "amp" -> '&';
            case "quot" -> '"';
            case "apos", "#39" -> '\'';
            case "lt" -> '<';
            case "gt" -> '>';
            case "nbsp", "#160" -> ' ';
            default -> 0;
        };
    }
}
