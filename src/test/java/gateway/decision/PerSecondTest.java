package gateway.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A limit for each second. */
class PerSecondTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void letsSoManyThroughInASecondAndNoMore() {
        PerSecond limit = new PerSecond(3);

        long passed =
                IntStream.range(0, 100).filter(i -> limit.take(5 * SECOND + i)).count();

        assertThat(passed).isEqualTo(3);
    }

    @Test
    void beginsAnewWithEachSecond() {
        PerSecond limit = new PerSecond(1);

        assertThat(limit.take(-1)).isTrue();
        assertThat(limit.take(-1)).isFalse();
        assertThat(limit.take(0)).isTrue();
        assertThat(limit.take(SECOND)).isTrue();
    }
}
