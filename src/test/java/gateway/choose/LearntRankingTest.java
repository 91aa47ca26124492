package gateway.choose;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Decision;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Examples;
import gateway.model.Plan;
import gateway.model.Price;
import gateway.model.Residency;
import gateway.model.Routing;
import gateway.model.RoutingRules;
import gateway.model.Tenant;
import gateway.routing.Experience;
import gateway.routing.Lesson;
import java.net.URI;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearntRankingTest {
    private static final Deployment LARGE = deployment("large-1", "large", 0, 40);
    private static final Deployment LARGE_TOO = deployment("large-2", "large", 1, 40);
    private static final Deployment SMALL = deployment("small-1", "small", 0, 1);
    private static final Tenant CURIOUS = Examples.ANYWHERE.with(new RoutingRules(null, 1.0));
    private static final Tenant CAUTIOUS = Examples.ANYWHERE.with(new RoutingRules(null, 0.0));

    private final Experience experience = Rankings.experience();
    private final Choose choose =
            Rankings.choose(Strategy.BANDIT, null, Rankings.latencies(), new Random(5), experience);

    @Test
    void putsAllDeploymentsOfTheChosenModelFirst() {
        learn("large", 0.9);
        learn("small", 0.2);

        Decision decision = choose.apply(plan(CAUTIOUS, "auto:best", SMALL, LARGE_TOO, LARGE));

        assertThat(decision.ranked()).containsExactly(LARGE, LARGE_TOO, SMALL);
        assertThat(decision.policy()).isEqualTo("bandit/1");
        assertThat(decision.propensity()).isEqualTo(1);
    }

    @Test
    void weighsWhatTheClientNamesThenWhatItsTenantHas() {
        learn("large", 0.8);
        learn("small", 0.7);
        Tenant thrifty = Examples.ANYWHERE.with(new RoutingRules("cheap", 0.0));

        assertThat(objective(plan(CAUTIOUS, "auto", SMALL, LARGE))).isEqualTo("balanced");
        assertThat(objective(plan(thrifty, "auto", SMALL, LARGE))).isEqualTo("cheap");
        assertThat(objective(plan(thrifty, "auto:best", SMALL, LARGE))).isEqualTo("best");
        assertThat(choose.apply(plan(thrifty, "auto", SMALL, LARGE)).ranked().getFirst())
                .isEqualTo(SMALL);
        assertThat(choose.apply(plan(thrifty, "auto:best", SMALL, LARGE))
                        .ranked()
                        .getFirst())
                .isEqualTo(LARGE);
    }

    @Test
    void writesDownWhatItSawAndWhatItMightHaveChosen() {
        Routing routing = choose.apply(plan(CURIOUS, "auto", SMALL, LARGE)).routing();

        assertThat(routing.context())
                .isEqualTo(Rankings.FEATURES.of(plan(CURIOUS, "auto", SMALL).chat(), ""));
        assertThat(routing.candidates())
                .extracting(Routing.Candidate::model)
                .containsExactlyInAnyOrder("small", "large");
        assertThat(routing.candidates()).allSatisfy(each -> {
            assertThat(each.propensity()).isPositive();
            assertThat(each.usd()).isPositive();
        });
    }

    @Test
    void exploresNoMoreThanTheTenantsShare() {
        learn("large", 0.7);
        learn("small", 0.68);

        assertThat(explored(CAUTIOUS, 3000)).isZero();
        assertThat(explored(Examples.ANYWHERE.with(new RoutingRules(null, 0.005)), 3000))
                .isBetween(1L, 16L);
        assertThat(explored(CURIOUS, 3000)).isGreaterThan(16);
    }

    @Test
    void decidesNothingWhereOneModelIsLeft() {
        Decision decision = choose.apply(plan(CURIOUS, "large", LARGE_TOO, LARGE));

        assertThat(decision.ranked()).containsExactly(LARGE, LARGE_TOO);
        assertThat(decision.policy()).isEqualTo("priority/1");
        assertThat(decision.routing()).isEqualTo(Routing.NONE);
    }

    @Test
    void onlyWritesDownWhatItWouldDoInTheShadow() {
        learn("large", 0.9);
        learn("small", 0.2);
        Choose shadowed =
                Rankings.choose(Strategy.BANDIT, Strategy.CHEAPEST, Rankings.latencies(), new Random(5), experience);

        Decision decision = shadowed.apply(plan(CURIOUS, "auto:best", LARGE, SMALL));

        assertThat(decision.ranked()).containsExactly(SMALL, LARGE);
        assertThat(decision.policy()).isEqualTo("cheapest/1");
        assertThat(decision.routing().shadow()).isTrue();
        assertThat(decision.routing().candidates().getFirst().model()).isEqualTo("large");
    }

    private long explored(Tenant tenant, int decisions) {
        return IntStream.range(0, decisions)
                .filter(i -> choose.apply(plan(tenant, "auto:best", SMALL, LARGE))
                        .routing()
                        .explored())
                .count();
    }

    private String objective(Plan plan) {
        return choose.apply(plan).routing().objective();
    }

    private void learn(String model, double reward) {
        for (int i = 0; i < 100; i++) {
            experience.learn(new Lesson(
                    model,
                    Rankings.FEATURES.of(Examples.chat(false), ""),
                    reward,
                    1,
                    Instant.parse("2026-11-26T12:00:00Z")));
        }
    }

    private static Plan plan(Tenant tenant, String model, Deployment... candidates) {
        return Examples.plan(Examples.chat(Examples.call(), model, false), tenant, candidates);
    }

    private static Deployment deployment(String id, String model, int priority, long price) {
        return new Deployment(
                id,
                model,
                "acme",
                Dialect.OPENAI,
                URI.create("https://api.example.com/v1"),
                model,
                "eu",
                Residency.EU,
                "default",
                new Price(price * 100_000, 0, 0, 0, price * 400_000, 0, 0, 0, null, null),
                100_000,
                1_000,
                priority,
                1);
    }
}
