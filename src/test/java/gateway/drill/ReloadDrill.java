package gateway.drill;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.reload.ReloadLoad;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A hundred edits of routes under load. */
class ReloadDrill {
    @Test
    void losesNoCallInAHundredEdits() throws Exception {
        try (ReloadLoad load = new ReloadLoad()) {
            ReloadLoad.Result result = load.run(100, 100);

            LoggerFactory.getLogger(ReloadDrill.class).warn("{}", result);
            assertThat(result.failed()).isEmpty();
            assertThat(result.taken() + result.refused()).isEqualTo(100);
            assertThat(result.routesLeft()).isZero();
        }
    }
}
