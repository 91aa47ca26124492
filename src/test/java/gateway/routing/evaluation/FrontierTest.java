package gateway.routing.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What quality can be had at what cost, by hand. */
class FrontierTest {
    private static final double EXACT = 1e-12;

    @Test
    void joinsThePointsThatNoMixOfOthersBeats() {
        Frontier frontier = Frontier.of(List.of(at(1, 0.4), at(3, 0.8), at(2, 0.5), at(4, 0.7), at(5, 0.9)));

        assertThat(frontier.quality(0.5)).isEqualTo(0.4);
        assertThat(frontier.quality(2)).isEqualTo(0.6, within(EXACT));
        assertThat(frontier.quality(4)).isEqualTo(0.85, within(EXACT));
        assertThat(frontier.quality(9)).isEqualTo(0.9);
        assertThat(frontier.usd(0.3)).isEqualTo(1);
        assertThat(frontier.usd(0.6)).isEqualTo(2, within(EXACT));
        assertThat(frontier.usd(0.9)).isEqualTo(5, within(EXACT));
        assertThat(frontier.usd(0.91)).isNaN();
    }

    @Test
    void measuresTheAreaBelow() {
        Frontier frontier = Frontier.of(List.of(at(1, 0.4), at(3, 0.8)));

        // 0.6 on the slope, then 0.8
        assertThat(frontier.area(1, 3)).isEqualTo(0.6, within(EXACT));
        assertThat(frontier.area(1, 5)).isEqualTo(0.7, within(EXACT));
        assertThat(frontier.area(0, 1)).isEqualTo(0.4, within(EXACT));
        assertThat(frontier.area(2, 2)).isEqualTo(0.6, within(EXACT));
    }

    @Property(tries = 300)
    void neverFallsAndLiesAboveAllPoints(
            @ForAll @Size(min = 2, max = 16) List<@DoubleRange(min = 0, max = 1) Double> numbers) {
        List<Frontier.At> points = java.util.stream.IntStream.range(0, numbers.size() - 1)
                .mapToObj(i -> at(numbers.get(i), numbers.get(i + 1)))
                .toList();
        Frontier frontier = Frontier.of(points);

        for (Frontier.At point : points) {
            assertThat(frontier.quality(point.usd())).isGreaterThanOrEqualTo(point.quality() - 1e-9);
            assertThat(frontier.usd(point.quality())).isLessThanOrEqualTo(point.usd() + 1e-9);
        }
        for (double usd = 0; usd < 1; usd += 0.1) {
            assertThat(frontier.quality(usd + 0.1)).isGreaterThanOrEqualTo(frontier.quality(usd) - 1e-12);
        }
    }

    @Test
    void spreadsOverSeeds() {
        Spread spread = Spread.of(new double[] {1, 2, 3});

        assertThat(spread.mean()).isEqualTo(2, within(EXACT));
        // t of 2 degrees of freedom, standard error 1 / sqrt(3)
        assertThat(spread.half()).isEqualTo(4.303 / Math.sqrt(3), within(EXACT));
        assertThat(Spread.of(new double[] {5})).isEqualTo(new Spread(5, 0));
    }

    @Test
    void writesTablesThatKeepTheirCells() {
        MarkdownTable table = new MarkdownTable("a", "b");
        table.row("x|y\n<z>", MarkdownTable.number(0.00123));

        assertThat(table.text()).isEqualTo("| a | b |\n|---|---:|\n| x\\|y \\<z> | 0.00123 |\n\n");
        assertThat(MarkdownTable.number(1e-17)).isEqualTo("0");
        assertThat(MarkdownTable.number(1234.567)).isEqualTo("1234.6");
        assertThat(MarkdownTable.number(Double.NaN)).isEqualTo("-");
        assertThat(MarkdownTable.signed(-1e-12)).isEqualTo("+0.0000");
        assertThat(MarkdownTable.percent(0.1234)).isEqualTo("12.3 %");
    }

    private static Frontier.At at(double usd, double quality) {
        return new Frontier.At(usd, quality);
    }
}
