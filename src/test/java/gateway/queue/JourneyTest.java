package gateway.queue;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.redelivery.History;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message keeps over all its turns what it has been through, and believes no nonsense. */
class JourneyTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void comesBackAsItWent() {
        History next = new History(2, 5, NOW.minusSeconds(60));
        for (Map<String, String> brought : List.of(Map.<String, String>of(), Map.of("idempotency-key", "mine"))) {
            Journey journey = Journey.of(brought, "ID:1", NOW);

            Journey later = Journey.of(Map.of("x-serai-journey", journey.text(next)), "ID:2", NOW);

            assertThat(later).isEqualTo(new Journey(next, "ID:1", journey.key()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1 2 3", "a b c d", "1 2 99999999999999999999 x", "1 2 9223372036854775807 x"})
    void beginsAnewWhereItIsNotReadable(String text) {
        Journey journey = Journey.of(Map.of("x-serai-journey", text), "ID:2", NOW);

        assertThat(journey.history().firstSeen()).isEqualTo(NOW);
    }

    @Test
    void cannotBeMadeLonger() {
        Journey journey = Journey.of(Map.of("x-serai-journey", "-5 -1 4102444800000 x"), "ID:2", NOW);

        assertThat(journey.history()).isEqualTo(new History(0, 0, NOW));
    }
}
