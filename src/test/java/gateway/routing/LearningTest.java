package gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gateway.control.StoreException;
import gateway.model.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LearningTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final double[] X = {1, 0.5, -0.5};

    private final AtomicLong nanos = new AtomicLong();
    private final Store store = new Store();
    private final Heard heard = new Heard();

    @Test
    void learnsWhatWaitsAndExchangesItWhenItIsTime() {
        Experience experience = experience();
        Learning learning = learning(experience, 100);
        learning.turn();
        learning.learn(lesson(0.9));
        learning.learn(lesson(0.9));
        assertThat(learning.waiting()).isEqualTo(2);

        learning.turn();

        assertThat(learning.waiting()).isZero();
        assertThat(experience.beliefs().of("m").weight()).isCloseTo(2, within(1e-9));
        assertThat(store.sums).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        learning.turn();
        assertThat(store.sums).containsOnlyKeys("f1-2592000s/0/0/m");
        assertThat(heard.exchanged).isEqualTo(2);
    }

    @Test
    void learnsOnWhileTheStoreIsDownAndLosesNothing() {
        Experience experience = experience();
        Learning learning = learning(experience, 100);
        store.down = true;
        for (int i = 0; i < 5; i++) {
            learning.learn(lesson(0.9));
            learning.turn();
            learning.exchange();
        }
        assertThat(experience.beliefs().of("m").weight()).isCloseTo(5, within(1e-9));
        assertThat(heard.failures).isGreaterThanOrEqualTo(5);

        store.down = false;
        learning.exchange();
        learning.exchange();
        learning.exchange();

        Experience other = experience();
        other.take(store.load());
        assertThat(other.beliefs().of("m").weight()).isCloseTo(5, within(1e-9));
        assertThat(experience.beliefs().of("m").weight()).isCloseTo(5, within(1e-9));
    }

    @Test
    void sendsABatchAgainAsItWasWhoseAnswerWasLost() {
        Experience experience = experience();
        Learning learning = learning(experience, 100);
        learning.learn(lesson(0.9));
        store.answerLost = true;
        learning.turn();
        learning.learn(lesson(0.9));
        learning.turn();
        learning.exchange();
        learning.exchange();

        Experience other = experience();
        other.take(store.load());
        assertThat(other.beliefs().of("m").weight()).isCloseTo(2, within(1e-9));
    }

    @Test
    void goesOnAfterARestart() {
        Learning first = learning(experience(), 100);
        first.learn(lesson(0.9));
        first.close();

        Experience later = experience();
        learning(later, 100).turn();

        assertThat(later.beliefs().of("m").weight()).isCloseTo(1, within(1e-9));
    }

    @Test
    void countsWhatFindsNoPlace() {
        Learning learning = learning(experience(), 2);
        for (int i = 0; i < 5; i++) {
            learning.learn(lesson(1));
        }

        assertThat(heard.lost).isEqualTo(3);
        assertThat(learning.waiting()).isEqualTo(2);
    }

    @Test
    void passesOverRequestsThatNoRouterLookedAt() {
        Experience experience = experience();
        Learning learning = learning(experience, 100);
        learning.learn(new Lesson("m", Context.NONE, 1, 1, NOW));
        learning.learn(new Lesson("m", new Context("f0", X), 1, 1, NOW));

        learning.turn();

        assertThat(experience.beliefs().of("m").weight()).isZero();
        assertThat(heard.lost).as("only that of another version counts as lost").isEqualTo(1);
    }

    @Test
    void tellsOnceOfEachKeyThatMakesNoSense() {
        double[] endless = new double[Lessons.size(3)];
        endless[3] = Double.POSITIVE_INFINITY;
        store.sums.put("f1-2592000s/0/0/m", new Sums(endless));
        Experience experience = experience();
        Learning learning = learning(experience, 2);

        learning.exchange();
        learning.exchange();

        assertThat(heard.damaged).containsExactly("f1-2592000s/0/0/m");
        assertThat(experience.beliefs().of("m").mean(X)).isBetween(0.0, 1.0);
    }

    @Test
    void mendsAStoreToWhichNothingCanBeAdded() {
        double[] endless = new double[Lessons.size(3)];
        endless[3] = Double.POSITIVE_INFINITY;
        store.sums.put("f1-2592000s/0/0/m", new Sums(endless));
        Experience experience = experience();
        Learning learning = learning(experience, 2);
        learning.learn(lesson(0.9));

        learning.turn();
        learning.exchange();

        Experience other = experience();
        other.take(store.load());
        assertThat(heard.damaged).containsExactly("f1-2592000s/0/0/m");
        assertThat(other.beliefs().of("m").weight()).isCloseTo(1, within(1e-9));
    }

    private Learning learning(Experience experience, int capacity) {
        return new Learning(experience, store, "w-" + nanos.get(), Duration.ofSeconds(10), capacity, nanos::get, heard);
    }

    private static Experience experience() {
        return new Experience("f1", 3, Tuning.USUAL, model -> Prior.NONE, List.of(), () -> NOW, RoutingListener.NOBODY);
    }

    private static Lesson lesson(double reward) {
        return new Lesson("m", new Context("f1", X), reward, 1, NOW);
    }

    /** Keeps sums in memory, and fails when it is told to. */
    private static final class Store implements SumStore {
        private final Map<String, Sums> sums = new HashMap<>();
        private final Map<String, Long> last = new HashMap<>();
        private boolean down;
        private boolean answerLost;

        @Override
        public Map<String, Sums> load() {
            check();
            return Map.copyOf(sums);
        }

        @Override
        public void add(SumBatch batch) {
            check();
            batch.deltas().keySet().forEach(key -> {
                Sums before = sums.get(key);
                if (before != null && !before.isSound()) {
                    throw new StoreException(key + " is damaged: forget it first");
                }
            });
            if (last.getOrDefault(batch.writer(), 0L) < batch.number()) {
                last.put(batch.writer(), batch.number());
                batch.deltas().forEach((key, delta) -> sums.merge(key, delta, Sums::plus));
            }
            if (answerLost) {
                answerLost = false;
                throw new StoreException("the answer was lost");
            }
        }

        @Override
        public void forget(Iterable<String> keys) {
            keys.forEach(sums::remove);
        }

        private void check() {
            if (down) {
                throw new StoreException("the store is down");
            }
        }
    }

    private static final class Heard implements RoutingListener {
        private final List<String> damaged = new ArrayList<>();
        private int lost;
        private int failures;
        private int exchanged;

        @Override
        public void drifted(String model, boolean worse) {}

        @Override
        public void lost(int lessons) {
            lost += lessons;
        }

        @Override
        public void failed(RuntimeException cause) {
            failures++;
        }

        @Override
        public void exchanged() {
            exchanged++;
        }

        @Override
        public void damaged(String key) {
            damaged.add(key);
        }
    }
}
