package gateway.telemetry;

import gateway.guard.Finding;
import gateway.guard.Scanner;
import gateway.model.PiiKind;
import java.util.ArrayList;
import java.util.List;

/** Finds words with an {@code @} in them and numbers of nine digits or more, however they are set. Thread-safe. */
public final class PlainScanner implements Scanner {
    private static final int LEAST_DIGITS = 9;

    @Override
    public List<Finding> scan(String text) {
        List<Finding> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = isDigit(c) ? number(text, at) : word(text, at);
            if (end > at && isDigit(c) && digits(text, at, end) >= LEAST_DIGITS) {
                found.add(new Finding(at, end, PiiKind.PHONE));
            } else if (end > at && !isDigit(c) && text.substring(at, end).indexOf('@') >= 0) {
                found.add(new Finding(at, end, PiiKind.EMAIL));
            }
            at = Math.max(end, at + 1);
        }
        return found;
    }

    /** The end of digits with at most two signs between any. */
    private static int number(String text, int from) {
        int end = from;
        int at = from;
        while (at < text.length() && (isDigit(text.charAt(at)) || (isSeparator(text.charAt(at)) && at < end + 2))) {
            end = isDigit(text.charAt(at)) ? at + 1 : end;
            at++;
        }
        return end;
    }

    private static int word(String text, int from) {
        int at = from;
        while (at < text.length() && !isDelimiter(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int digits(String text, int from, int to) {
        int digits = 0;
        for (int i = from; i < to; i++) {
            digits += isDigit(text.charAt(i)) ? 1 : 0;
        }
        return digits;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSeparator(char c) {
        return " ./()-".indexOf(c) >= 0;
    }

    private static boolean isDelimiter(char c) {
        return Character.isWhitespace(c) || "\"'<>()[]{},;=:+".indexOf(c) >= 0;
    }
}
