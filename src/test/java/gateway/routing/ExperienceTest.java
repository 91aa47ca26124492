package gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gateway.model.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExperienceTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final double[] X = {1, 0.5, -0.5};
    private static final Context CONTEXT = new Context("f1", X);

    private final List<String> drifts = new ArrayList<>();
    private Instant now = NOW;

    @Test
    void believesWhatItHasSeenMoreAndMore() {
        Experience experience = experience(Prior.NONE);
        double before = experience.beliefs().of("m").deviation(X);
        for (int i = 0; i < 200; i++) {
            experience.learn(lesson("m", 0.9, NOW));
        }

        assertThat(experience.beliefs().of("m").mean(X)).isCloseTo(0.9, within(0.02));
        assertThat(experience.beliefs().of("m").deviation(X)).isLessThan(before / 3);
        assertThat(experience.beliefs().of("other").weight()).isZero();
    }

    @Test
    void beginsWithWhatIsKnownOfAModelAndLeavesItWhenItIsWrong() {
        double[] sums = new double[Lessons.size(3)];
        for (int i = 0; i < 500; i++) {
            Lessons.add(sums, X, 0.9, 1);
        }
        Experience experience = experience(new Prior(0, new Sums(sums)));
        assertThat(experience.beliefs().of("m").mean(X)).isCloseTo(0.9, within(0.01));

        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            experience.learn(lesson("m", random.nextDouble() < 0.4 ? 1 : 0, NOW));
        }

        assertThat(experience.beliefs().of("m").mean(X)).isCloseTo(0.4, within(0.15));
        assertThat(drifts).contains("m worse");
        assertThat(experience.beliefs().isOnProbation("m")).isTrue();
    }

    @Test
    void noticesThatAModelHasBecomeWorseWithinADozenCallsOrSo() {
        Experience experience = experience(Prior.NONE);
        Random random = new Random(2);
        for (int i = 0; i < 1000; i++) {
            experience.learn(lesson("m", random.nextDouble() < 0.8 ? 1 : 0, NOW));
        }
        assertThat(drifts).isEmpty();

        int calls = 0;
        while (drifts.isEmpty() && calls < 500) {
            experience.learn(lesson("m", random.nextDouble() < 0.4 ? 1 : 0, NOW));
            calls++;
        }

        assertThat(calls).isBetween(10, 100);
        assertThat(experience.beliefs().of("m").mean(X)).isLessThan(0.6);
    }

    @Test
    void tellsARecoveryFromAFall() {
        Experience experience = experience(Prior.NONE);
        Random random = new Random(5);
        for (double quality : new double[] {0.9, 0.3, 0.9}) {
            for (int i = 0; i < 300; i++) {
                experience.learn(lesson("m", random.nextDouble() < quality ? 1 : 0, NOW));
            }
        }

        assertThat(drifts).startsWith("m worse").endsWith("m better");
        assertThat(experience.beliefs().of("m").mean(X)).isCloseTo(0.9, within(0.1));
    }

    @Test
    void letsLessonsFade() {
        Experience experience = experience(Prior.NONE);
        for (int i = 0; i < 100; i++) {
            experience.learn(lesson("old", 0.9, NOW));
            experience.learn(lesson("other", 0.5, NOW));
        }
        double weight = experience.beliefs().of("old").weight();

        now = NOW.plus(Duration.ofDays(60));
        experience.refresh();

        assertThat(experience.beliefs().of("old").weight()).isCloseTo(weight / 4, within(0.1));
    }

    @Test
    void learnsFromOthersWhatItWouldHaveLearntItself() {
        Experience alone = experience(Prior.NONE);
        Experience one = experience(Prior.NONE);
        Experience two = experience(Prior.NONE);
        Map<String, Sums> store = new HashMap<>();
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            Context context = new Context("f1", new double[] {1, random.nextDouble() - 0.5, random.nextDouble() - 0.5});
            Lesson lesson = new Lesson("m" + i % 3, context, random.nextDouble(), 1, NOW);
            alone.learn(lesson);
            (i % 2 == 0 ? one : two).learn(lesson);
            if (i % 50 == 49) {
                exchange(one, store);
                exchange(two, store);
            }
        }
        exchange(one, store);
        alone.refresh();
        one.refresh();

        for (String model : List.of("m0", "m1", "m2")) {
            assertThat(one.beliefs().of(model).mean(X))
                    .isCloseTo(alone.beliefs().of(model).mean(X), within(1e-9));
            assertThat(one.beliefs().of(model).weight())
                    .isCloseTo(alone.beliefs().of(model).weight(), within(1e-9));
        }
    }

    @Test
    void passesOverWhatCannotHaveBeenLearnt() {
        Experience experience = experience(Prior.NONE);
        int size = Lessons.size(3);
        double[] negative = new double[size];
        negative[3] = 5;
        negative[5] = -7;
        double[] endless = new double[size];
        endless[3] = Double.NaN;

        Kept kept = experience.take(Map.of(
                "f1-2592000s/0/0/negative", new Sums(negative),
                "f1-2592000s/0/0/endless", new Sums(endless),
                "f1-2592000s/0/0/short", new Sums(new double[4]),
                "f1-2592000s/0/x/odd", new Sums(negative),
                "f0-2592000s/0/0/of-another-version", new Sums(new double[4])));

        assertThat(kept.damaged())
                .containsExactlyInAnyOrder(
                        "f1-2592000s/0/0/negative",
                        "f1-2592000s/0/0/endless",
                        "f1-2592000s/0/0/short",
                        "f1-2592000s/0/x/odd");
        assertThat(experience.beliefs().of("negative").mean(X)).isBetween(0.0, 1.0);
        assertThat(experience.beliefs().of("negative").weight()).isZero();
    }

    @Test
    void takesALaterGenerationOfAnotherReplica() {
        Experience one = experience(Prior.NONE);
        Experience two = experience(Prior.NONE);
        Map<String, Sums> store = new HashMap<>();
        Random random = new Random(4);
        for (int i = 0; i < 300; i++) {
            one.learn(lesson("m", 0.9, NOW));
        }
        exchange(one, store);
        exchange(two, store);
        assertThat(two.beliefs().of("m").mean(X)).isCloseTo(0.9, within(0.05));
        while (drifts.isEmpty()) {
            one.learn(lesson("m", random.nextDouble() < 0.2 ? 1 : 0, NOW));
        }
        exchange(one, store);

        Kept kept = two.take(store);

        assertThat(kept.outdated()).containsExactly("f1-2592000s/0/0/m");
        assertThat(two.beliefs().of("m").mean(X)).isLessThan(0.6);
        assertThat(two.beliefs().isOnProbation("m")).isTrue();
    }

    @Test
    void goesOnIntoALaterEra() {
        Experience one = experience(Prior.NONE);
        Experience two = experience(Prior.NONE);
        Map<String, Sums> store = new HashMap<>();
        Duration life = Tuning.USUAL.halfLife();
        now = Instant.parse("2026-01-01T00:00:00Z").plus(life.multipliedBy(31));
        for (int i = 0; i < 100; i++) {
            one.learn(lesson("m", 0.9, now));
        }
        exchange(one, store);
        now = now.plus(life.multipliedBy(2));
        for (int i = 0; i < 10; i++) {
            one.learn(lesson("m", 0.9, now));
        }
        exchange(one, store);
        two.take(store);

        assertThat(store.keySet()).containsExactlyInAnyOrder("f1-2592000s/0/0/m", "f1-2592000s/1/0/m");
        assertThat(one.beliefs().of("m").weight()).isCloseTo(25 + 10, within(1e-6));
        assertThat(two.beliefs().of("m").weight()).isCloseTo(25 + 10, within(1e-6));
        now = now.plus(life.multipliedBy(32));
        assertThat(two.take(store).outdated()).containsExactly("f1-2592000s/0/0/m");
        assertThat(two.beliefs().of("m").mean(X)).isBetween(0.0, 1.0);
    }

    @Test
    void passesOverLessonsOnContextsOfAnotherVersion() {
        Experience experience = experience(Prior.NONE);

        assertThat(experience.learn(new Lesson("m", new Context("f0", X), 1, 1, NOW)))
                .isFalse();
        assertThat(experience.learn(lesson("m", 1, NOW))).isTrue();
    }

    private static void exchange(Experience replica, Map<String, Sums> store) {
        replica.send().forEach((key, delta) -> store.merge(key, delta, Sums::plus));
        replica.sent();
        replica.take(store);
    }

    private Experience experience(Prior prior) {
        return new Experience("f1", 3, Tuning.USUAL, model -> prior, List.of(), () -> now, new RoutingListener() {
            @Override
            public void drifted(String model, boolean worse) {
                drifts.add(model + (worse ? " worse" : " better"));
            }

            @Override
            public void lost(int lessons) {}

            @Override
            public void failed(RuntimeException cause) {}

            @Override
            public void exchanged() {}

            @Override
            public void damaged(String key) {}
        });
    }

    private static Lesson lesson(String model, double reward, Instant at) {
        return new Lesson(model, CONTEXT, reward, 1, at);
    }
}
