package gateway.routing.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown; all columns but the first hold numbers. Not thread-safe. */
final class MarkdownTable {
    /** Below this, a number is what is left of sums that cancel out. */
    private static final double ROUNDING = 5e-10;

    private final StringBuilder text = new StringBuilder();

    MarkdownTable(String... columns) {
        row(columns);
        text.append("|---|").append("---:|".repeat(columns.length - 1)).append('\n');
    }

    void row(String... cells) {
        for (String cell : cells) {
            text.append("| ").append(safe(cell)).append(' ');
        }
        text.append("|\n");
    }

    void row(List<String> cells) {
        row(new ArrayList<>(cells).toArray(String[]::new));
    }

    /** The table, with an empty line after it. */
    String text() {
        return text + "\n";
    }

    /** A number with three decimals, more where it is small. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        int decimals = size >= 100 ? 1 : 3;
        if (size < ROUNDING) {
            return "0";
        }
        if (size < 0.01) {
            decimals = Math.min(9, 2 + (int) Math.ceil(-Math.log10(size)));
        }
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A number with four decimals and its sign. */
    static String signed(double value) {
        double size = Math.abs(value) < ROUNDING ? 0.0 : value;
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%+.4f", size);
    }

    /** A share as a percentage. */
    static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** A text that stays in its cell and is no markup. */
    static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '|', '<', '`', '*', '_' -> safe.append('\\').append(c);
                case '\n', '\r' -> safe.append(' ');
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
