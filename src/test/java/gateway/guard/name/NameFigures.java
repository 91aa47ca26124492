package gateway.guard.name;

import gateway.guard.Finding;
import gateway.guard.Scanner;
import gateway.guard.eval.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what a scanner finds in labelled texts, by kind and language. Confined to one thread. */
public final class NameFigures {
    private static final Set<String> KINDS = Set.of("PERSON", "ADDRESS");
    private static final Set<String> LENIENT = Set.of("LOCATION", "GPE", "ORGANIZATION", "NRP", "ZIP_CODE");
    private static final int FEW = 100;

    private final Map<String, Counts> counts = new TreeMap<>();
    private final List<String> misses = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    private static final class Counts {
        int labelled;
        int covered;
        int exact;
        int touched;
        int found;
        int right;
        int lenient;
    }

    /** What was not covered, with its surroundings; for eyes at the desk, never for the docs. */
    public List<String> misses() {
        return misses;
    }

    /** What was found and is nothing. */
    public List<String> errors() {
        return errors;
    }

    /** Scans a text and counts. */
    public void add(Labelled text, Scanner scanner) {
        List<Finding> findings = scanner.scan(text.text());
        for (Labelled.Span span : text.spans()) {
            if (KINDS.contains(span.type())) {
                labelled(text, span, findings);
            }
        }
        for (Finding finding : findings) {
            Counts row = row(finding.kind().name(), text.language());
            row.found++;
            boolean strict = overlaps(text, finding, false);
            boolean lenient = overlaps(text, finding, true);
            row.right += strict ? 1 : 0;
            row.lenient += lenient ? 1 : 0;
            if (!strict) {
                errors.add(finding.kind()
                        + (lenient ? " place " : " ")
                        + shown(text.text(), finding.start(), finding.end()));
            }
        }
    }

    private void labelled(Labelled text, Labelled.Span span, List<Finding> findings) {
        Counts row = row(span.type(), text.language());
        row.labelled++;
        boolean covered = false;
        boolean exact = false;
        boolean touched = false;
        for (Finding finding : findings) {
            covered |= finding.start() <= span.start() && finding.end() >= span.end();
            exact |= finding.start() == span.start()
                    && finding.end() == span.end()
                    && finding.kind().name().equals(span.type());
            touched |= finding.start() < span.end() && finding.end() > span.start();
        }
        row.covered += covered ? 1 : 0;
        row.exact += exact ? 1 : 0;
        row.touched += touched ? 1 : 0;
        if (!covered) {
            misses.add(span.type() + (touched ? " part " : " ") + shown(text.text(), span.start(), span.end()));
        }
    }

    private static boolean overlaps(Labelled text, Finding finding, boolean lenient) {
        return text.spans().stream()
                .anyMatch(span -> span.start() < finding.end()
                        && span.end() > finding.start()
                        && (lenient || !LENIENT.contains(span.type())));
    }

    private static String shown(String text, int start, int end) {
        return (text.substring(Math.max(0, start - 40), start) + "[[" + text.substring(start, end) + "]]"
                        + text.substring(end, Math.min(text.length(), end + 30)))
                .replace("\n", "\\n");
    }

    private Counts row(String kind, String language) {
        return counts.computeIfAbsent(kind + " " + language, k -> new Counts());
    }

    /**
     * Rows of a Markdown table: set, kind, language, labelled, covered, exact, touched, precision, lenient precision.
     */
    public String rows(String set) {
        var out = new StringBuilder();
        counts.forEach((key, row) -> {
            String[] parts = key.split(" ", -1);
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %d%s | %s | %.3f | %.3f | %s | %.3f |%n",
                    set,
                    parts[0],
                    parts[1],
                    row.labelled,
                    row.labelled < FEW ? " (few)" : "",
                    share(row.covered, row.labelled),
                    ratio(row.exact, row.labelled),
                    ratio(row.touched, row.labelled),
                    share(row.right, row.found),
                    ratio(row.lenient, row.found)));
        });
        return out.toString();
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }

    /** A share and its 95 % interval after Wilson (1927). */
    static String share(int part, int whole) {
        if (whole == 0) {
            return "-";
        }
        double[] interval = Figures.wilson(part, whole);
        return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", (double) part / whole, interval[0], interval[1]);
    }
}
