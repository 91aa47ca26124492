package gateway.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerifiedTokensTest {
    private static final Instant NOW = LocalIssuer.NOW;
    private static final Claims CLAIMS = new Claims(Map.of("tenant", "clinic"), NOW.plusSeconds(3600));

    private final VerifiedTokens tokens = new VerifiedTokens(100);

    @Test
    void remembersATokenForItsWhile() {
        tokens.hold("a", CLAIMS, 1, NOW.plusSeconds(60));

        assertThat(tokens.find("a", 1, NOW)).isEqualTo(CLAIMS);
        assertThat(tokens.find("a", 1, NOW.plusSeconds(60))).isNull();
        assertThat(tokens.find("b", 1, NOW)).isNull();
    }

    @Test
    void forgetsWhatOtherKeysHaveSigned() {
        tokens.hold("a", CLAIMS, 1, NOW.plusSeconds(60));

        assertThat(tokens.find("a", 2, NOW)).isNull();
    }

    @Test
    void neverHoldsMoreThanItMayAndForgetsTheOldestFirst() {
        for (int i = 0; i < 10_000; i++) {
            tokens.hold("t" + i, CLAIMS, 1, NOW.plusSeconds(60));
            assertThat(tokens.size()).isLessThanOrEqualTo(100);
        }

        assertThat(tokens.find("t9999", 1, NOW)).isEqualTo(CLAIMS);
        assertThat(tokens.find("t9960", 1, NOW)).isEqualTo(CLAIMS);
        assertThat(tokens.find("t0", 1, NOW)).isNull();
    }
}
