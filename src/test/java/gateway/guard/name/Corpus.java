package gateway.guard.name;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.training.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Reads the labelled sets of {@code ../shared/data}. */
final class Corpus {
    static final Path DATA = Path.of("../shared/data");

    private Corpus() {}

    /** The texts of a set such as {@code requests}. */
    static List<Labelled> pii(Path data, String set) throws IOException {
        List<Labelled> rows = new ArrayList<>();
        JsonLines.each(data.resolve("pii/" + set + ".dev.jsonl.gz"), row -> rows.add(row(row, set)));
        return rows;
    }

    /** The texts of a file without labels. */
    static void texts(Path file, Consumer<String> to) throws IOException {
        JsonLines.each(file, row -> to.accept(row.path("text").asText()));
    }

    private static Labelled row(JsonNode row, String set) {
        String text = row.path("text").asText();
        List<Labelled.Span> spans = new ArrayList<>();
        for (JsonNode span : row.path("spans")) {
            spans.add(new Labelled.Span(
                    text.offsetByCodePoints(0, span.path("start").asInt()),
                    text.offsetByCodePoints(0, span.path("end").asInt()),
                    span.path("type").asText()));
        }
        spans.sort(Comparator.comparingInt(Labelled.Span::start));
        String source = row.path("template_source").asText();
        String origin = set.equals("requests") && source.contains("presidio") ? "requests-presidio" : set;
        return new Labelled(text, spans, row.path("lang").asText(), origin, group(row, text, spans));
    }

    /** Structured texts by form; others by the lines with spans, spans as their type, digits as 0. */
    private static String group(JsonNode row, String text, List<Labelled.Span> spans) {
        String kind = row.path("kind").asText();
        if (kind.startsWith("structured") || spans.isEmpty()) {
            return kind + " " + row.path("lang").asText() + (spans.isEmpty() ? " " + text : "");
        }
        var key = new StringBuilder();
        int line = text.lastIndexOf('\n', spans.getFirst().start()) + 1;
        for (Labelled.Span span : spans) {
            if (span.start() >= line) {
                key.append(text, line, span.start())
                        .append('<')
                        .append(span.type())
                        .append('>');
                line = span.end();
            }
        }
        int end = text.indexOf('\n', line);
        key.append(text, line, end < 0 ? text.length() : end);
        return key.toString()
                .replaceAll("[\\p{Nd}]", "0")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
