package gateway.guard.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void countsPairsInOrderForTheAreaUnderTheCurve() {
        assertThat(Figures.auc(List.of(0.9, 0.4), List.of(0.1, 0.5))).isEqualTo(0.75);
        assertThat(Figures.auc(List.of(0.5), List.of(0.5))).isEqualTo(0.5);
    }

    @Test
    void findsTheThresholdThatLetsNoMoreThanItsSharePass() {
        List<Double> scores = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);

        assertThat(Figures.reaching(scores, Figures.threshold(scores, 0.2))).isEqualTo(2);
        assertThat(Figures.reaching(scores, Figures.threshold(scores, 0))).isZero();
    }

    /** Newcombe, Statistics in Medicine 17, 1998, table I: 81 of 263 gives 0.2553 to 0.3662. */
    @Test
    void givesWilsonsInterval() {
        double[] interval = Figures.wilson(81, 263);

        assertThat(interval[0]).isCloseTo(0.2553, within(0.0001));
        assertThat(interval[1]).isCloseTo(0.3662, within(0.0001));
        assertThat(Figures.share(5, 50)).isEqualTo("0.100 (0.043-0.214)*");
    }
}
