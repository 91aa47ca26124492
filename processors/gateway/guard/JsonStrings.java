package gateway.guard;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import gateway.model.PiiKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and changes the strings of a JSON text (RFC 8259) in place. What is no JSON is treated as far as it goes, and
 * never throws. Linear in its length.
 */
final class JsonStrings {
    private static final int HEX = 16;
    private static final int ESCAPE = 6;

    private JsonStrings() {}

    /**
     * The same JSON with letters and signs in place of their {@code \\u} escapes, where JSON allows them as they are.
     */
    static String plain(String json) {
        int at = json.indexOf('\\');
        if (at < 0) {
            return json;
        }
        StringBuilder out = new StringBuilder(json.length());
        int copied = 0;
        while (at >= 0 && at + 1 < json.length()) {
            int code = json.charAt(at + 1) == 'u' ? hex(json, at + 2) : -1;
            if (code >= ' ' && code != '"' && code != '\\' && code != 0x7f) {
                out.append(json, copied, at).append((char) code);
                copied = at + ESCAPE;
                at = json.indexOf('\\', copied);
            } else {
                at = json.indexOf('\\', at + 2);
            }
        }
        return copied == 0 ? json : out.append(json, copied, json.length()).toString();
    }

    private static int hex(String json, int from) {
        int code = 0;
        for (int i = from; i < from + ESCAPE - 2; i++) {
            int digit = i < json.length() ? Character.digit(json.charAt(i), HEX) : -1;
            if (digit < 0) {
                return -1;
            }
            code = code * HEX + digit;
        }
        return code;
    }

    /**
     * A part of a JSON text that may be replaced.
     *
     * @param start its first char
     * @param end the char after its last
     * @param kind what was found there
     * @param quoted whether it is within a string; else it is a whole number
     */
    record Value(int start, int end, PiiKind kind, boolean quoted) {}

    /**
     * What of findings lies in strings and numbers. What lies outside of them, or in a name, is not to be replaced.
     *
     * @param json a JSON text or a part of one
     * @param inString whether it begins within a string
     * @param findings in it, in order
     */
    static List<Value> values(String json, boolean inString, List<Finding> findings) {
        List<Value> values = new ArrayList<>(findings.size());
        int next = 0;
        int done = 0;
        int at = 0;
        boolean open = inString;
        while (at < json.length() && next < findings.size()) {
            char c = json.charAt(at);
            boolean quoted = open || c == '"';
            if (!quoted && c != '-' && !Placeholders.isDigit(c)) {
                at++;
                continue;
            }
            int from = quoted && !open ? at + 1 : at;
            int to = quoted ? closing(json, from) : endOfNumber(json, from);
            open = false;
            while (next < findings.size() && findings.get(next).end() <= from) {
                next++;
            }
            boolean named = quoted && isName(json, to);
            for (int i = next; !named && i < findings.size() && findings.get(i).start() < to; i++) {
                int start = quoted ? Math.max(from, findings.get(i).start()) : from;
                int end = quoted ? Math.min(to, findings.get(i).end()) : to;
                if (start >= done && start < end) {
                    values.add(new Value(start, end, findings.get(i).kind(), quoted));
                    done = end;
                }
            }
            at = quoted ? Math.min(json.length(), to + 1) : to;
        }
        return values;
    }

    /** Whether a text ends within a string, if it begins so. */
    static boolean endsInString(CharSequence json, int from, int to, boolean inString) {
        boolean open = inString;
        int at = from;
        while (at < to) {
            char c = json.charAt(at);
            if (c == '"') {
                open = !open;
            }
            at += c == '\\' && open ? 2 : 1;
        }
        return open;
    }

    /** Where the string ends that begins here: its closing quote, or the end of the text. */
    private static int closing(String json, int from) {
        int at = from;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, json.length());
    }

    private static int endOfNumber(String json, int from) {
        int at = from + 1;
        while (at < json.length() && "0123456789+-.eE".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static boolean isName(String json, int closing) {
        int at = closing + 1;
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
        return at < json.length() && json.charAt(at) == ':';
    }

    /** A part of a string without its escapes. */
    static String unescaped(String part) {
        int at = part.indexOf('\\');
        if (at < 0) {
            return part;
        }
        StringBuilder out = new StringBuilder(part.length());
        int copied = 0;
        while (at >= 0 && at + 1 < part.length()) {
            char escape = part.charAt(at + 1);
            int code = escape == 'u' ? hex(part, at + 2) : -1;
            out.append(part, copied, at).append(code >= 0 ? (char) code : meant(escape));
            copied = at + (code >= 0 ? ESCAPE : 2);
            at = part.indexOf('\\', copied);
        }
        return out.append(part, copied, part.length()).toString();
    }

    private static char meant(char escape) {
        return switch (escape) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> escape;
        };
    }

    /** A text as it stands in a JSON string, without the quotes. */
    static String escaped(String text) {
        return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
