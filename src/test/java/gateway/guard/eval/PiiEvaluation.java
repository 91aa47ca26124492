package gateway.guard.eval;

import gateway.guard.Finding;
import gateway.guard.Scanner;
import gateway.guard.eval.LabelledTexts.Row;
import gateway.guard.eval.LabelledTexts.Span;
import gateway.guard.pii.StructuredScanner;
import gateway.model.PiiKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a scanner on labelled texts, a line of Markdown for each kind.
 *
 * <p>A value is found when one finding, of any kind, covers all its chars. A finding is false when it touches no label,
 * of any type; of a label such as a date or a town that is no kind of ours neither finding nor missing it counts.
 * Intervals are Wilson's at 95 %.
 *
 * <p>Run {@code PiiEvaluation FILE...}; what was missed and what was false goes to {@code target/pii-misses.txt}.
 */
public final class PiiEvaluation {
    private static final int FEW = 100;

    private final Map<PiiKind, Score> scores = new EnumMap<>(PiiKind.class);
    private final List<String> misses = new ArrayList<>();
    private final Set<PiiKind> judged;

    private PiiEvaluation(Set<PiiKind> judged) {
        this.judged = judged;
        for (PiiKind kind : PiiKind.values()) {
            scores.put(kind, new Score());
        }
    }

    /** What was counted of a kind; for one thread. */
    private static final class Score {
        private int labelled;
        private int found;
        private int exact;
        private int findings;
        private int right;
    }

    /** Judges the structured scanner on files of labelled texts. */
    public static void main(String[] files) throws IOException {
        Set<PiiKind> kinds = EnumSet.complementOf(EnumSet.of(PiiKind.PERSON, PiiKind.ADDRESS));
        List<Path> paths = Arrays.stream(files).map(Path::of).toList();
        System.out.print(judge(new StructuredScanner(), kinds, paths, Path.of("target/pii-misses.txt")));
    }

    /**
     * Judges a scanner.
     *
     * @param judged the kinds that it is meant to find
     * @param misses where to list what it missed and what it found by mistake
     * @return a table in Markdown
     * @throws IOException if a file cannot be read or written
     */
    public static String judge(Scanner scanner, Set<PiiKind> judged, List<Path> files, Path misses) throws IOException {
        PiiEvaluation evaluation = new PiiEvaluation(judged);
        for (Path file : files) {
            LabelledTexts.read(file).forEach(row -> evaluation.take(row, scanner.scan(row.text())));
        }
        if (misses.getParent() != null) {
            Files.createDirectories(misses.getParent());
        }
        Files.write(misses, evaluation.misses.stream().sorted().toList(), StandardCharsets.UTF_8);
        return evaluation.table();
    }

    private void take(Row row, List<Finding> findings) {
        for (Span span : row.spans()) {
            kind(span.type()).filter(judged::contains).ifPresent(kind -> label(row, span, kind, findings));
        }
        for (Finding finding : findings) {
            if (judged.contains(finding.kind())) {
                Score score = score(finding.kind());
                score.findings++;
                List<Span> touched = row.spans().stream()
                        .filter(span -> span.start() < finding.end() && finding.start() < span.end())
                        .toList();
                score.right += touched.isEmpty() ? 0 : 1;
                if (touched.stream()
                        .noneMatch(span -> span.type().equals(finding.kind().name()))) {
                    String what = touched.isEmpty()
                            ? "FALSE"
                            : "IN=" + touched.getFirst().type();
                    note(what, finding.kind(), row, finding.start(), finding.end());
                }
            }
        }
    }

    private void label(Row row, Span span, PiiKind kind, List<Finding> findings) {
        Score score = score(kind);
        score.labelled++;
        Optional<Finding> covering = findings.stream()
                .filter(finding -> finding.start() <= span.start() && finding.end() >= span.end())
                .findFirst();
        if (covering.isEmpty()) {
            note("MISSED", kind, row, span.start(), span.end());
            return;
        }
        score.found++;
        if (covering.get().kind() == kind) {
            score.exact++;
        } else {
            note("KIND=" + covering.get().kind(), kind, row, span.start(), span.end());
        }
    }

    private Score score(PiiKind kind) {
        return Objects.requireNonNull(scores.get(kind));
    }

    private void note(String what, PiiKind kind, Row row, int start, int end) {
        String before = row.text().substring(Math.max(0, start - 40), start);
        String after = row.text().substring(end, Math.min(row.text().length(), end + 20));
        String value = row.text().substring(start, end);
        String line = what + "\t" + kind + "\t" + row.group() + "\t" + before + "[[" + value + "]]" + after;
        misses.add(line.replace('\n', ' '));
    }

    /** The kind that a label of the data is; empty for labels that are none of ours. */
    private static Optional<PiiKind> kind(String type) {
        return Arrays.stream(PiiKind.values())
                .filter(kind -> kind.name().equals(type))
                .findFirst();
    }

    private String table() {
        StringBuilder table = new StringBuilder(
                "| kind | labels | recall | 95 % | right kind | findings | precision | 95 % | F1 |\n|---|---|---|---|---|---|---|---|---|\n");
        Score all = new Score();
        for (PiiKind kind : PiiKind.values()) {
            Score score = score(kind);
            if (score.labelled + score.findings > 0) {
                table.append(line(kind.key() + (score.labelled < FEW ? " (few)" : ""), score));
                all.labelled += score.labelled;
                all.found += score.found;
                all.exact += score.exact;
                all.findings += score.findings;
                all.right += score.right;
            }
        }
        return table.append(line("all", all)).toString();
    }

    private static String line(String name, Score score) {
        double recall = share(score.found, score.labelled);
        double precision = share(score.right, score.findings);
        double f1 = recall + precision == 0 ? 0 : 2 * recall * precision / (recall + precision);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.4f | %s | %.4f | %d | %.4f | %s | %.4f |%n",
                name,
                score.labelled,
                recall,
                interval(score.found, score.labelled),
                share(score.exact, score.labelled),
                score.findings,
                precision,
                interval(score.right, score.findings),
                f1);
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 1 : (double) part / whole;
    }

    /** Wilson's score interval at 95 % (Wilson 1927). */
    static String interval(int part, int whole) {
        if (whole == 0) {
            return "-";
        }
        double[] interval = Figures.wilson(part, whole);
        return String.format(Locale.ROOT, "%.4f-%.4f", interval[0], interval[1]);
    }
}
