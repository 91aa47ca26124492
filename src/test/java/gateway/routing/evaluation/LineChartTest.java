package gateway.routing.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Charts are sound SVG, whatever is drawn. */
class LineChartTest {
    @Test
    void drawsLinesMarksAxesAndLegend() throws Exception {
        LineChart chart = new LineChart("Regret & <more>", "requests", "utility \"lost\"", false);
        chart.add(new Series("one", List.of(point(0, 0), point(10, 4)), true, 0));
        chart.add(new Series("two", List.of(point(5, 2)), false, 1));
        Document svg = parsed(chart.svg());

        assertThat(texts(svg))
                .contains("Regret & <more>", "requests", "utility \"lost\"", "one", "two", "0", "10", "4");
        Element line = (Element) svg.getElementsByTagName("polyline").item(0);
        assertThat(line.getAttribute("points").strip()).isEqualTo("80.0,420.0 660.0,50.0");
        // two points and one, and a sign for each series in the legend, of which one has a line
        assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(3 + 2 + 1);
    }

    @Test
    void putsEqualRatiosAtEqualDistances() throws Exception {
        LineChart chart = new LineChart("t", "x", "y", true);
        chart.add(new Series("one", List.of(point(0.01, 0), point(0.1, 0.5), point(1, 1)), true, 0));
        Document svg = parsed(chart.svg());

        Element line = (Element) svg.getElementsByTagName("polyline").item(0);
        assertThat(line.getAttribute("points").strip()).isEqualTo("80.0,420.0 370.0,235.0 660.0,50.0");
        assertThat(texts(svg)).contains("0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1");
    }

    @Test
    void leavesOutLabelsThatWouldStandUponOthers() throws Exception {
        LineChart chart = new LineChart("t", "x", "y", false);
        chart.add(new Series(
                "models",
                List.of(
                        new Series.Point(0, 0, "first"),
                        new Series.Point(0.01, 0.001, "second"),
                        new Series.Point(1, 1, "third")),
                false,
                0));

        assertThat(texts(parsed(chart.svg()))).contains("first", "third").doesNotContain("second");
    }

    @Property(tries = 200)
    void isSoundWhateverIsDrawn(
            @ForAll String title,
            @ForAll @NotEmpty String name,
            @ForAll @Size(max = 30) List<@DoubleRange(min = -1e9, max = 1e9) Double> values)
            throws Exception {
        List<Series.Point> points = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            points.add(new Series.Point(values.get(i), values.get(values.size() - 1 - i), name));
        }
        for (boolean logarithmic : List.of(true, false)) {
            LineChart chart = new LineChart(title, name, name, logarithmic);
            chart.add(new Series(name, points, true, 9));
            String svg = chart.svg();
            assertThat(parsed(svg).getDocumentElement().getTagName()).isEqualTo("svg");
            assertThat(svg).doesNotContain("NaN", "Infinity");
        }
    }

    @Test
    void choosesRoundTicks() {
        Axis axis = Axis.of(new double[] {0.013, 0.87}, 6);
        Axis flat = Axis.of(new double[] {3, 3}, 6);
        Axis none = Axis.of(new double[0], 6);

        assertThat(axis.ticks().stream().map(axis::label)).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(axis.at(0.5, 0, 100)).isEqualTo(50, within(1e-9));
        assertThat(flat.low()).isLessThan(3);
        assertThat(flat.high()).isGreaterThan(3);
        assertThat(List.of(none.low(), none.high())).containsExactly(0.0, 1.0);
        assertThat(Axis.logarithmic(new double[] {0, 1}, 6).logarithmic()).isFalse();
    }

    private static Series.Point point(double x, double y) {
        return new Series.Point(x, y, "");
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document svg) {
        NodeList nodes = svg.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }
}
