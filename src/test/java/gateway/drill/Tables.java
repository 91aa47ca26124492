package gateway.drill;

import gateway.app.QuotaLab.Store;

/** The tables of a report, each told on the terminal as it grows. */
final class Tables {
    private final StringBuilder text = new StringBuilder();

    void begin(String title, String... columns) {
        text.append(text.isEmpty() ? "" : "\n").append(title).append("\n\n");
        Report.line(title);
        row((Object[]) columns);
        text.append("|---".repeat(columns.length)).append("|\n");
    }

    void row(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object each : cells) {
            String cell = each instanceof Store store
                    ? store == Store.SQLITE ? "SQLite" : "DynamoDB Local"
                    : String.valueOf(each);
            line.append(' ').append(cell).append(" |");
        }
        Report.line(line.toString());
        text.append(line).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }

    static String millis(long nanos) {
        return "%.1f ms".formatted(nanos / 1e6);
    }

    static String percent(long part, long whole) {
        return "%.2f %%".formatted(100.0 * part / whole);
    }
}
