package gateway.routing.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines over two axes, as SVG: on white, in colours that colour-blind people can tell apart (Okabe and Ito 2008), each
 * also with a dash pattern or a mark of its own. Not thread-safe.
 */
final class LineChart {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 480;
    private static final int LEFT = 80;
    private static final int RIGHT = 660;
    private static final int TOP = 50;
    private static final int BOTTOM = 420;
    private static final int LEGEND_STEP = 24;
    private static final int TICKS = 6;
    private static final int MARKS = 4;
    private static final int LABEL_GAP = 8;
    private static final int LABEL_HEIGHT = 12;
    private static final double LETTER_WIDTH = 6.2;
    /** Above so many points a line has no marks. */
    private static final int MARKED = 20;

    private static final List<String> COLOURS =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#E69F00", "#56B4E9", "#7F7F7F");
    private static final List<String> DASHES = List.of("", "8 3", "2 3", "8 3 2 3", "", "5 2", "12 4", "1 2");

    private final String title;
    private final String horizontal;
    private final String vertical;
    private final boolean logarithmic;
    private final List<Series> lines = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();
    private final List<Label> labels = new ArrayList<>();

    /** A text that stands beside a point. */
    private record Label(double x, double y, double width) {
        boolean meets(Label other) {
            return Math.abs(y - other.y) < LABEL_HEIGHT && x < other.x + other.width && other.x < x + width;
        }
    }

    /**
     * Takes the texts of the chart and of its axes.
     *
     * @param logarithmic whether equal ratios have equal distances across
     */
    LineChart(String title, String horizontal, String vertical, boolean logarithmic) {
        this.title = title;
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.logarithmic = logarithmic;
    }

    void add(Series line) {
        lines.add(line);
    }

    /** The chart. */
    String svg() {
        Axis x = logarithmic ? Axis.logarithmic(values(true), TICKS) : Axis.of(values(true), TICKS);
        Axis y = Axis.of(values(false), TICKS);
        svg.setLength(0);
        labels.clear();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\""
                        + " font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\">%n",
                WIDTH,
                Math.max(HEIGHT, TOP + LEGEND_STEP * (lines.size() + 1))));
        svg.append("<title>").append(escaped(title)).append("</title>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        text(LEFT, TOP - 22, "start", "font-size=\"16\" font-weight=\"bold\"", title);
        axes(x, y);
        for (int i = 0; i < lines.size(); i++) {
            line(lines.get(i), i, x, y);
        }
        return svg.append("</svg>\n").toString().replace("\r\n", "\n");
    }

    private double[] values(boolean across) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(point -> across ? point.x() : point.y())
                .toArray();
    }

    private void axes(Axis x, Axis y) {
        for (double tick : x.ticks()) {
            double at = x.at(tick, LEFT, RIGHT);
            stroke(at, TOP, at, BOTTOM, "#e4e4e4");
            text(at, BOTTOM + 20, "middle", "", x.label(tick));
        }
        for (double tick : y.ticks()) {
            double at = y.at(tick, BOTTOM, TOP);
            stroke(LEFT, at, RIGHT, at, tick == 0 ? "#999999" : "#e4e4e4");
            text(LEFT - 8, at + 4, "end", "", y.label(tick));
        }
        stroke(LEFT, BOTTOM, RIGHT, BOTTOM, "#333333");
        stroke(LEFT, TOP, LEFT, BOTTOM, "#333333");
        double middle = (TOP + BOTTOM) / 2.0;
        text((LEFT + RIGHT) / 2.0, BOTTOM + 44, "middle", "", horizontal);
        text(20, middle, "middle", String.format(Locale.ROOT, "transform=\"rotate(-90 20 %.1f)\"", middle), vertical);
    }

    private void line(Series line, int number, Axis x, Axis y) {
        String colour = COLOURS.get(line.style() % COLOURS.size());
        String dash = DASHES.get(line.style() % DASHES.size());
        String style = "fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"2\""
                + (dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"");
        if (line.joined() && line.points().size() > 1) {
            svg.append("<polyline ").append(style).append(" points=\"");
            for (Series.Point point : line.points()) {
                svg.append(String.format(
                        Locale.ROOT, "%.1f,%.1f ", x.at(point.x(), LEFT, RIGHT), y.at(point.y(), BOTTOM, TOP)));
            }
            svg.append("\"/>\n");
        }
        boolean marked = line.points().size() <= MARKED;
        if (marked) {
            for (Series.Point point : line.points()) {
                double across = x.at(point.x(), LEFT, RIGHT);
                double up = y.at(point.y(), BOTTOM, TOP);
                mark(across, up, line.style(), colour);
                label(across, up, point.label());
            }
        }
        double row = TOP + 8 + (double) number * LEGEND_STEP;
        if (line.joined()) {
            svg.append(String.format(Locale.ROOT, "<path %s d=\"M%d %.1fh34\"/>%n", style, RIGHT + 20, row));
        }
        if (marked) {
            mark(RIGHT + 37.0, row, line.style(), colour);
        }
        text(RIGHT + 62, row + 4, "start", "", line.name());
    }

    /** Leaves out what would stand upon another label; on the left where there is no room on the right. */
    private void label(double x, double y, String words) {
        double width = words.length() * LETTER_WIDTH;
        boolean right = x + LABEL_GAP + width <= RIGHT;
        Label label = new Label(right ? x + LABEL_GAP : x - LABEL_GAP - width, y - 6, width);
        if (!words.isEmpty() && labels.stream().noneMatch(label::meets)) {
            labels.add(label);
            text(
                    right ? x + LABEL_GAP : x - LABEL_GAP,
                    label.y(),
                    right ? "start" : "end",
                    "font-size=\"11\" fill=\"#555555\"",
                    words);
        }
    }

    private void mark(double x, double y, int style, String colour) {
        String shape = switch ((style + style / COLOURS.size()) % MARKS) {
            case 0 -> "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z";
            case 1 -> "m-5 -5h10v10h-10z";
            case 2 -> "m0 -6l6 11h-12z";
            default -> "m0 -6l6 6l-6 6l-6 -6z";
        };
        svg.append(String.format(Locale.ROOT, "<path fill=\"%s\" d=\"M%.1f %.1f%s\"/>%n", colour, x, y, shape));
    }

    private void stroke(double x1, double y1, double x2, double y2, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour));
    }

    private void text(double x, double y, String anchor, String more, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n",
                x,
                y,
                anchor,
                more,
                escaped(words)));
    }

    private static String escaped(String words) {
        StringBuilder text = new StringBuilder(words.length());
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '"' -> text.append("&quot;");
                default -> text.append(c < ' ' || c == '\uFFFE' || c == '\uFFFF' ? ' ' : c);
            }
        }
        return text.toString();
    }
}
