package gateway.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gateway.latency.Latencies;
import gateway.model.Decision;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Plan;
import gateway.model.Price;
import gateway.model.Residency;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChooseTest {
    private static final Deployment LIGHT = Examples.deployment("light", Residency.ANY, 0, 1);
    private static final Deployment HEAVY = Examples.deployment("heavy", Residency.ANY, 0, 3);
    private static final Deployment SPARE = Examples.deployment("spare", Residency.ANY, 0, 0);
    private static final Deployment LATER = Examples.deployment("later", Residency.ANY, 1, 5);

    private final Latencies latencies = new Latencies(Duration.ofMillis(1500), any -> Duration.ofSeconds(10));

    @Test
    void triesLowerPrioritiesFirst() {
        Decision decision = choose(Strategy.PRIORITY).apply(Examples.plan(LATER, LIGHT));

        assertThat(decision.ranked()).containsExactly(LIGHT, LATER);
        assertThat(decision.policy()).isEqualTo("priority/1");
        assertThat(decision.propensity()).isEqualTo(1);
    }

    @Test
    void drawsFirstPlacesByWeightAndTellsTheirChance() {
        Choose choose = choose(Strategy.WEIGHTED);
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            Decision decision = choose.apply(Examples.plan(LIGHT, HEAVY, SPARE));
            first.merge(decision.ranked().getFirst().id(), 1, Integer::sum);
            assertThat(decision.propensity())
                    .isEqualTo(decision.ranked().getFirst().equals(HEAVY) ? 0.75 : 0.25);
            assertThat(decision.ranked().getLast()).isEqualTo(SPARE);
        }

        // three standard deviations of 20,000 draws are 0.9 %
        assertThat(first.getOrDefault("heavy", 0) / 20_000.0).isCloseTo(0.75, within(0.0092));
        assertThat(first).doesNotContainKey("spare");
    }

    @Test
    void drawsAmongEqualPrioritiesByWeight() {
        Choose choose = choose(Strategy.PRIORITY);
        int heavy = 0;
        for (int i = 0; i < 20_000; i++) {
            Decision decision = choose.apply(Examples.plan(LATER, LIGHT, HEAVY));
            heavy += decision.ranked().getFirst().equals(HEAVY) ? 1 : 0;
            assertThat(decision.ranked().getLast()).isEqualTo(LATER);
        }

        assertThat(heavy / 20_000.0).isCloseTo(0.75, within(0.0092));
    }

    @Test
    void ranksByPriceWhenAskedForTheCheapest() {
        Deployment cheap = priced("cheap", 1, 10);
        Deployment middle = priced("middle", 5, 5);
        Deployment dear = priced("dear", 10, 1);

        Decision decision = choose(Strategy.PRIORITY).apply(auto("auto:cheap", dear, middle, cheap));

        assertThat(decision.ranked()).containsExactly(cheap, middle, dear);
        assertThat(decision.policy()).isEqualTo("cheapest/1");
    }

    @Test
    void ranksByItsOwnStrategyWhateverElseTheRouterIsAskedFor() {
        for (String model : List.of("auto", "auto:best", "auto:balanced")) {
            Decision decision =
                    choose(Strategy.CHEAPEST).apply(auto(model, priced("dear", 9, 9), priced("cheap", 1, 1)));

            assertThat(decision.ranked()).as(model).extracting(Deployment::id).containsExactly("cheap", "dear");
        }
    }

    @Test
    void ranksBySeenSpeedAndTriesTheUnknownFirst() {
        latencies.learn("light", 40, 900_000_000);
        latencies.learn("heavy", 40, 200_000_000);

        Decision decision = choose(Strategy.PRIORITY).apply(auto("auto:fast", LIGHT, HEAVY, SPARE));

        assertThat(decision.ranked()).containsExactly(SPARE, HEAVY, LIGHT);
    }

    @Test
    void drawsNothingFromOneDeployment() {
        Decision decision = choose(Strategy.WEIGHTED).apply(Examples.plan(SPARE));

        assertThat(decision.ranked()).containsExactly(SPARE);
        assertThat(decision.propensity()).isEqualTo(1);
    }

    @Test
    void keepsTheOrderWhenNothingHasWeight() {
        Deployment other = Examples.deployment("other", Residency.ANY, 0, 0);

        Decision decision = choose(Strategy.WEIGHTED).apply(Examples.plan(SPARE, other));

        assertThat(decision.ranked()).containsExactly(SPARE, other);
    }

    private Choose choose(Strategy strategy) {
        return Rankings.choose(strategy, latencies, new Random(42));
    }

    private static Plan auto(String model, Deployment... candidates) {
        return Examples.plan(Examples.chat(Examples.call(), model, false), Examples.ANYWHERE, candidates);
    }

    private static Deployment priced(String id, long input, long output) {
        return Examples.deployment(id, Residency.ANY, 0, 1, new Price(input, 0, 0, 0, output), 1_000);
    }
}
