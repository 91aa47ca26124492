package gateway.guard.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Texts with labelled spans, as the evaluation data has them: JSON lines in gzip, offsets in code points. */
final class LabelledTexts {
    private static final ObjectMapper JSON = new ObjectMapper();

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
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(row(JSON.readTree(line)));
            }
        }
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
