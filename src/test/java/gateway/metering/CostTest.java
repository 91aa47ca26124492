package gateway.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.model.Price;
import gateway.model.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Costs that were worked out by hand. Prices are micro-USD per million tokens. */
class CostTest {
    private static final Price SONNET = new Price(3_000_000, 300_000, 3_750_000, 6_000_000, 15_000_000);

    @ParameterizedTest(name = "{0} in ({1} read, {2} 5m, {3} 1h), {4} out ({5} reasoning) cost {6}")
    @CsvSource({
        // 1,000 * 3 + 500 * 15
        "1000, 0, 0, 0, 500, 0, 10500",
        // 200 * 3 + 800 * 0.3
        "1000, 800, 0, 0, 0, 0, 840",
        // 200 * 3 + 800 * 3.75
        "1000, 0, 800, 0, 0, 0, 3600",
        // 200 * 3 + 800 * 6
        "1000, 0, 0, 800, 0, 0, 5400",
        // 100 * 3 + 400 * 0.3 + 300 * 3.75 + 200 * 6 + 10 * 15
        "1000, 400, 300, 200, 10, 0, 2895",
        // reasoning is output already: 100 * 15
        "0, 0, 0, 0, 100, 90, 1500",
        // 1 * 0.3, rounded up once
        "1, 1, 0, 0, 0, 0, 1",
        // 3 * 0.3 = 0.9, not three times 1
        "3, 3, 0, 0, 0, 0, 1",
        // 7 * 0.3 + 1 * 3.75 = 5.85
        "8, 7, 1, 0, 0, 0, 6",
        "0, 0, 0, 0, 0, 0, 0"
    })
    void costsWhatItCosts(long input, long read, long write, long write1h, long output, long reasoning, long microUsd) {
        Usage usage = new Usage(input, read, write, write1h, output, reasoning);

        assertThat(SONNET.microUsd(usage)).isEqualTo(microUsd);
    }

    @Test
    void staysExactBeyondTheRangeOfALongInBetween() {
        Price dear = new Price(Long.MAX_VALUE / 1_000_000, 0, 0, 0, 0);

        assertThat(dear.microUsd(Usage.of(1_000_000, 0))).isEqualTo(Long.MAX_VALUE / 1_000_000);
    }

    @Test
    void chargesReasoningAndPicturesByTheirOwnPricesAndNothingTwice() {
        Price price =
                new Price(3_000_000, 300_000, 3_750_000, 6_000_000, 15_000_000, 40_000_000, 1_000_000, 0, null, null);

        // 1,000 in: 400 read * 0.3 + 250 of pictures * 1 + 350 * 3 = 120 + 250 + 1,050
        // 500 out: 200 reasoning * 40 + 300 * 15 = 8,000 + 4,500
        assertThat(price.microUsd(new Usage(1_000, 400, 0, 0, 500, 200, 250))).isEqualTo(13_920);
    }

    @Test
    void chargesNoMoreReasoningThanOutputAndNoMorePicturesThanPlainInput() {
        Price price = new Price(3_000_000, 300_000, 0, 0, 15_000_000, 40_000_000, 1_000_000, 0, null, null);

        // 60 read * 0.3 + 40 of pictures * 1 + 10 reasoning * 40 = 18 + 40 + 400
        assertThat(price.microUsd(new Usage(100, 60, 0, 0, 10, 99, 1_000))).isEqualTo(458);
    }

    @Test
    void neverCostsMoreThanTheMostThatItCanCost() {
        // 1,000 * 6 + 500 * 15
        assertThat(SONNET.microUsdAtMost(1_000, 500)).isEqualTo(13_500);
        assertThat(SONNET.microUsd(new Usage(1_000, 0, 0, 1_000, 500, 500))).isEqualTo(13_500);
    }

    @Test
    void chargesEmbeddingsByTheirOwnPrice() {
        // 7 * 0.02 = 0.14
        assertThat(new Price(1, 1, 1, 1, 1, 1, 1, 20_000, null, null).microUsdOfEmbedding(7))
                .isEqualTo(1);
    }

    @Test
    void takesNoNegativePrice() {
        assertThatThrownBy(() -> new Price(0, -1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
