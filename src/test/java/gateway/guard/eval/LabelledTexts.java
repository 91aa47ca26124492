package gateway.guard.eval;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.training.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Texts with labelled spans, as the evaluation data has them: JSON lines in gzip, offsets in code points. */
final class LabelledTexts {
    private LabelledTexts() {}

    /**
     * A text and what is labelled in it.
     *
     * @param group what texts of one sort share, for the lists of misses
     * @param spans the labels in chars
     */
    record Row(String id, String language, String group, String text, List<Span> spans) {}

    /**
     * A labelled stretch.
     *
     * @param start its first char
     * @param end the char after its last
     * @param type the label as the data has it
     */
    record Span(int start, int end, String type) {}

    /** Reads all rows of a file. */
    static List<Row> read(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        JsonLines.each(file, row -> rows.add(row(row)));
        return rows;
    }

    private static Row row(JsonNode node) {
        String text = node.path("text").asText();
        List<Span> spans = new ArrayList<>();
        for (JsonNode span : node.path("spans")) {
            int start = text.offsetByCodePoints(0, span.path("start").asInt());
            int end = text.offsetByCodePoints(0, span.path("end").asInt());
            spans.add(new Span(start, end, span.path("type").asText()));
        }
        String group = node.path("kind").asText() + "/" + node.path("variant").asText();
        return new Row(node.path("id").asText(), node.path("lang").asText(), group, text, spans);
    }
}
