package gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The short form of {@code ./serai drill reload}. */
class ReloadUnderLoadTest {
    @Test
    void losesNoCallWhileRoutesAreEdited() throws Exception {
        try (ReloadLoad load = new ReloadLoad()) {
            ReloadLoad.Result result = load.run(12, 20);

            assertThat(result.failed()).isEmpty();
            assertThat(result.taken()).isEqualTo(6);
            assertThat(result.refused()).isEqualTo(6);
            assertThat(result.calls()).isGreaterThan(50);
            assertThat(result.streams()).isGreaterThanOrEqualTo(20);
            assertThat(result.routesLeft()).isZero();
        }
    }
}
