package gateway.telemetry;

import gateway.guard.Finding;
import gateway.guard.Scanner;
import gateway.model.Redacted;

/** Takes personal data and secrets out of a text that is about to be logged. Thread-safe. */
public final class Masking {
    private static final int LONGEST = 4_000;
    private static final String REQUEST_ID = "req_";
    private static final int REQUEST_ID_LENGTH = 24;

    private final Scanner scanner;

    /** Takes what finds them. */
    public Masking(Scanner scanner) {
        this.scanner = scanner;
    }

    /**
     * A text of at most 4,000 chars in which each finding is replaced by its kind, such as {@code [EMAIL]}. Request ids
     * stay, whatever they look like. A text that cannot be looked through is not shown at all.
     */
    public String mask(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        StringBuilder masked = new StringBuilder(cut.length());
        int at = 0;
        try {
            for (Finding finding : scanner.scan(cut)) {
                if (!isRequestId(cut, finding)) {
                    masked.append(cut, at, finding.start())
                            .append('[')
                            .append(finding.kind())
                            .append(']');
                    at = finding.end();
                }
            }
        } catch (RuntimeException e) {
            return Redacted.shown(text);
        }
        masked.append(cut, at, cut.length());
        return cut.length() < text.length() ? masked.append(" ...").toString() : masked.toString();
    }

    private static boolean isRequestId(String text, Finding finding) {
        int from = Math.max(text.lastIndexOf(REQUEST_ID, finding.start()), 0);
        int to = from + REQUEST_ID_LENGTH;
        if (finding.end() > to || to > text.length() || !text.startsWith(REQUEST_ID, from)) {
            return false;
        }
        for (int i = from + REQUEST_ID.length(); i < to; i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return !continues(text, from - 1) && !continues(text, to);
    }

    private static boolean continues(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }
}
