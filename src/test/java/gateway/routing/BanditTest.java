package gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gateway.model.Context;
import gateway.model.Routing.Candidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BanditTest {
    private static final Context EASY = new Context("f1", new double[] {1, -0.7, 0.7});
    private static final Context HARD = new Context("f1", new double[] {1, 0.7, -0.7});
    private static final Objective BEST = new Objective("best", 0, 0, 0);
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final Experience experience = experience();

    @Test
    void learnsWhichModelIsGoodAtWhat() {
        Random random = new Random(1);
        for (int i = 0; i < 400; i++) {
            Context context = random.nextBoolean() ? EASY : HARD;
            experience.learn(lesson("small", context, context.equals(EASY) ? 0.9 : 0.2));
            experience.learn(lesson("large", context, 0.8));
        }

        assertThat(first(EASY, BEST, false)).isEqualTo("small");
        assertThat(first(HARD, BEST, false)).isEqualTo("large");
    }

    @Test
    void weighsCostAndLatencyAsTheObjectiveSays() {
        for (int i = 0; i < 100; i++) {
            experience.learn(lesson("small", EASY, 0.7));
            experience.learn(lesson("large", EASY, 0.8));
        }
        Objective cheap = new Objective("cheap", 0.5, 0, 0);
        Objective fast = new Objective("fast", 0, 0.2, 0);

        assertThat(first(EASY, BEST, false)).isEqualTo("large");
        assertThat(first(EASY, cheap, false)).isEqualTo("small");
        assertThat(first(EASY, fast, false)).isEqualTo("small");
        assertThat(first(EASY, new Objective("cheap", 0.5, 0, 1000), false))
                .as("a cost that is nothing against the reference")
                .isEqualTo("large");
    }

    @Test
    void doesNotDrawWithoutLeaveToExplore() {
        Choice choice = bandit(1).choose(EASY, options(), BEST, false);

        assertThat(choice.explored()).isFalse();
        assertThat(choice.ranked()).extracting(Candidate::propensity).containsExactly(1.0, 0.0);
    }

    @Test
    void drawsAsOftenAsThePropensitiesSay() {
        for (int i = 0; i < 100; i++) {
            experience.learn(lesson("small", EASY, 0.3));
            experience.learn(lesson("large", EASY, 0.8));
        }
        Bandit bandit = bandit(7);
        int rounds = 200_000;
        Map<String, Integer> drawn = new HashMap<>();
        Map<String, Double> promised = new HashMap<>();
        for (int i = 0; i < rounds; i++) {
            Choice choice = bandit.choose(EASY, options(), BEST, true);
            drawn.merge(choice.ranked().getFirst().model(), 1, Integer::sum);
            choice.ranked().forEach(each -> promised.put(each.model(), each.propensity()));
        }

        assertThat(promised.get("small")).isBetween(0.001, 0.02);
        promised.forEach((model, propensity) ->
                assertThat((double) drawn.getOrDefault(model, 0) / rounds).isCloseTo(propensity, within(0.001)));
    }

    @Test
    void drawsLessOfAModelTheSurerItIsThatItIsWorse() {
        double unknown = propensity("small", bandit(1).choose(EASY, options(), BEST, true));
        for (int i = 0; i < 30; i++) {
            experience.learn(lesson("small", EASY, 0.6));
            experience.learn(lesson("large", EASY, 0.8));
        }
        double some = propensity("small", bandit(1).choose(EASY, options(), BEST, true));
        for (int i = 0; i < 3_000; i++) {
            experience.learn(lesson("small", EASY, 0.6));
            experience.learn(lesson("large", EASY, 0.8));
        }
        double sure = propensity("small", bandit(1).choose(EASY, options(), BEST, true));

        assertThat(unknown).isGreaterThan(0.02);
        assertThat(some).isBetween(0.0012, 0.01);
        assertThat(sure).as("the part that is drawn evenly").isCloseTo(0.001, within(1e-4));
    }

    @Test
    void keepsApartWhatPromisesMoreThanCanBe() {
        Context easiest = new Context("f1", new double[] {1, -3, 3});
        for (int i = 0; i < 200; i++) {
            experience.learn(lesson("small", EASY, 0.9));
            experience.learn(lesson("large", EASY, 1));
            experience.learn(lesson("small", HARD, 0.1));
            experience.learn(lesson("large", HARD, 0.1));
        }

        List<Candidate> ranked =
                bandit(1).choose(easiest, options(), BEST, false).ranked();

        assertThat(ranked).extracting(Candidate::model).containsExactly("large", "small");
        assertThat(ranked).allSatisfy(each -> assertThat(each.quality()).isBetween(0.95, 1.0));
        assertThat(ranked.getFirst().utility()).isGreaterThan(ranked.getLast().utility());
    }

    @Test
    void decidesTheSameUnderTheSameSeed() {
        assertThat(firsts(3)).isEqualTo(firsts(3)).isNotEqualTo(firsts(4));
    }

    @Property(tries = 300)
    void givesEachOptionAPropensityAndNoOtherModelAPlace(
            @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 0, max = 5) Double> costs,
            @ForAll @Size(min = 0, max = 40) List<@IntRange(min = 0, max = 11) Integer> learnt,
            @ForAll boolean explores,
            @ForAll long seed) {
        Experience own = experience();
        Random random = new Random(seed);
        for (int model : learnt) {
            own.learn(lesson("m" + model, random.nextBoolean() ? EASY : HARD, random.nextDouble()));
        }
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < costs.size(); i++) {
            options.add(new Option("m" + i, "d" + i, costs.get(i), random.nextDouble()));
        }

        Choice choice = new Bandit(own, Tuning.USUAL, random)
                .choose(EASY, options, new Objective("balanced", 0.1, 0.1, 0), explores);

        assertThat(choice.ranked())
                .extracting(Candidate::model)
                .containsExactlyInAnyOrderElementsOf(
                        options.stream().map(Option::model).toList());
        assertThat(choice.ranked().stream().mapToDouble(Candidate::propensity).sum())
                .isCloseTo(1, within(1e-9));
        assertThat(choice.ranked()).allSatisfy(each -> {
            assertThat(each.quality()).isBetween(0.0, 1.0);
            assertThat(Double.isFinite(each.utility())).isTrue();
            assertThat(each.propensity()).isBetween(explores ? 1e-6 : 0, 1.0);
        });
        assertThat(choice.ranked().getFirst().propensity()).isPositive();
    }

    private static double propensity(String model, Choice choice) {
        return choice.ranked().stream()
                .filter(each -> each.model().equals(model))
                .mapToDouble(Candidate::propensity)
                .sum();
    }

    private List<String> firsts(long seed) {
        Bandit bandit = bandit(seed);
        List<String> firsts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            firsts.add(bandit.choose(EASY, options(), BEST, true)
                    .ranked()
                    .getFirst()
                    .model());
        }
        return firsts;
    }

    private String first(Context context, Objective objective, boolean explores) {
        return bandit(1)
                .choose(context, options(), objective, explores)
                .ranked()
                .getFirst()
                .model();
    }

    private Bandit bandit(long seed) {
        return new Bandit(experience, Tuning.USUAL, new Random(seed));
    }

    private static List<Option> options() {
        return List.of(new Option("small", "small-eu", 0.001, 0.1), new Option("large", "large-eu", 0.01, 1));
    }

    private static Lesson lesson(String model, Context context, double reward) {
        return new Lesson(model, context, reward, 1, NOW);
    }

    private static Experience experience() {
        return new Experience("f1", 3, Tuning.USUAL, model -> Prior.NONE, List.of(), () -> NOW, RoutingListener.NOBODY);
    }
}
