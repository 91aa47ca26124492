package gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gateway.control.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What every store of sums must do. */
public abstract class SumStoreContract {
    private static final Offset<Double> EXACT = within(1e-12);
    /** As many numbers as a model has with 50 features: its matrix, its vector, and some counts. */
    private static final int MANY = 50 * 51 / 2 + 50 + 5;

    /** Opens the store of this test; a second call opens the same data, as another process would. */
    protected abstract SumStore open();

    @Test
    void knowsNothingAtFirst() {
        assertThat(open().load()).isEmpty();
    }

    @Test
    void addsUpWhatSeveralWritersBring() {
        open().add(batch("one", 1, "model/a", 1, 2, 3));
        open().add(batch("two", 1, "model/a", 10, 20, 30));
        open().add(batch("one", 2, "model/a", 100, 200, 300));
        open().add(batch("one", 3, "model/b", 7));

        assertThat(open().load()).isEqualTo(Map.of("model/a", sums(111, 222, 333), "model/b", sums(7)));
    }

    @Test
    void addsABatchOnceThatIsRepeated() {
        SumStore store = open();
        SumBatch batch =
                new SumBatch("one", 7, Map.of("a", sums(1, 2), "b", sums(3, 4, 5), "c", new Sums(new double[MANY])));

        store.add(batch);
        store.add(batch("two", 1, "a", 5, 5));
        store.add(batch);
        open().add(batch);

        assertThat(store.load())
                .isEqualTo(Map.of("a", sums(6, 7), "b", sums(3, 4, 5), "c", new Sums(new double[MANY])));
    }

    @Test
    void keepsNegativeTinyAndLargeNumbers() {
        open().add(batch("one", 1, "a", -0.25, 1e-10, -3e-11, 123_456_789_012.5, 0, 1.0 / 3));
        open().add(batch("one", 2, "a", -0.5, 1e-10, 1e-11, -1, 0, 2.0 / 3));

        Sums sums = open().load().getOrDefault("a", sums());

        assertThat(sums.size()).isEqualTo(6);
        assertThat(sums.at(0)).isEqualTo(-0.75);
        assertThat(sums.at(1)).isCloseTo(2e-10, within(1e-14));
        assertThat(sums.at(2)).isCloseTo(-2e-11, within(1e-14));
        assertThat(sums.at(3)).isEqualTo(123_456_789_011.5);
        assertThat(sums.at(4)).isZero();
        assertThat(sums.at(5)).isCloseTo(1, EXACT);
    }

    @Test
    void keepsAsManyNumbersAsAModelHas() {
        double[] numbers = IntStream.range(0, MANY).mapToDouble(i -> i - 0.5).toArray();

        open().add(new SumBatch("one", 1, Map.of("a", new Sums(numbers), "b", new Sums(numbers))));
        open().add(new SumBatch("two", 1, Map.of("a", new Sums(numbers))));

        double[] twice = Arrays.stream(numbers).map(each -> each * 2).toArray();
        assertThat(open().load()).isEqualTo(Map.of("a", new Sums(twice), "b", new Sums(numbers)));
    }

    @Test
    void refusesADeltaOfAnotherSizeAndAddsTheOthersOfItsBatch() {
        SumStore store = open();
        store.add(batch("one", 1, "a", 1, 2));

        assertThatThrownBy(() -> store.add(
                        new SumBatch("one", 2, Map.of("a", sums(1, 2, 3), "b", sums(4), "longer", sums(5, 6)))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("'a'");

        assertThat(open().load()).isEqualTo(Map.of("a", sums(1, 2), "b", sums(4), "longer", sums(5, 6)));
    }

    @Test
    void refusesWhatIsNoNumber() {
        SumStore store = open();
        store.add(batch("one", 1, "a", 1));

        assertThatThrownBy(() -> store.add(batch("one", 2, "a", Double.NaN)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("'a'");
        assertThatThrownBy(() -> store.add(batch("one", 3, "b", Double.POSITIVE_INFINITY)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("'b'");

        assertThat(open().load()).isEqualTo(Map.of("a", sums(1)));
    }

    @Test
    void forgetsKeysAndBeginsThemAnew() {
        SumStore store = open();
        store.add(new SumBatch("one", 1, Map.of("a", new Sums(new double[MANY]), "b", sums(2), "c", sums(3))));

        store.forget(List.of("a", "c", "unknown"));

        assertThat(open().load()).isEqualTo(Map.of("b", sums(2)));
        store.add(batch("one", 2, "a", 5, 6));
        assertThat(open().load()).isEqualTo(Map.of("a", sums(5, 6), "b", sums(2)));
    }

    @Test
    void losesNothingOfWritersThatAddAtOnce() throws Exception {
        int writers = 2;
        int batches = 8;
        SumStore reader = open();
        double[] ones = new double[150];
        Arrays.fill(ones, 1);
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers + 1)) {
            for (int i = 0; i < writers; i++) {
                SumStore store = open();
                String writer = "writer-" + i;
                all.add(threads.submit(() -> {
                    for (int number = 1; number <= batches; number++) {
                        store.add(new SumBatch(writer, number, Map.of("a", new Sums(ones), "b", sums(1))));
                    }
                }));
            }
            // what is read meanwhile is never half of a batch
            all.add(threads.submit(() -> {
                for (int i = 0; i < batches; i++) {
                    Sums seen = reader.load().getOrDefault("a", sums(0));
                    assertThat(seen.toArray()).containsOnly(seen.at(0));
                }
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }

        double[] expected = new double[150];
        Arrays.fill(expected, writers * batches);
        assertThat(open().load()).isEqualTo(Map.of("a", new Sums(expected), "b", sums(writers * batches)));
    }

    private static SumBatch batch(String writer, long number, String key, double... values) {
        return new SumBatch(writer, number, Map.of(key, new Sums(values)));
    }

    private static Sums sums(double... values) {
        return new Sums(values);
    }
}
