package gateway.admin;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A table for other programs: CSV by RFC 4180 with a header. Not thread-safe. */
final class CsvTable {
    /** What a spreadsheet would take for the beginning of a formula (OWASP, CSV injection). */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r].*", Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile("[\",\\r\\n]");

    private final StringBuilder text = new StringBuilder();

    /** Starts with the names of the columns. */
    CsvTable(List<String> columns) {
        add(columns);
    }

    /** Adds a row. */
    void add(List<String> cells) {
        text.append(cells.stream().map(CsvTable::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    /**
     * Adds a row that ends with numbers.
     *
     * @param numbers each in the digits that it is to have, or empty
     */
    void add(List<String> cells, List<String> numbers) {
        text.append(cells.stream().map(CsvTable::cell).collect(Collectors.joining(",")));
        numbers.forEach(number -> text.append(',').append(number));
        text.append("\r\n");
    }

    /** All lines, each with its end. */
    String text() {
        return text.toString();
    }

    private static String cell(String value) {
        String defused = FORMULA.matcher(value).matches() ? "'" + value : value;
        return QUOTED.matcher(defused).find() ? "\"" + defused.replace("\"", "\"\"") + "\"" : defused;
    }
}
