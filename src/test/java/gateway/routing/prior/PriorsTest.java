package gateway.routing.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gateway.routing.LengthPrior;
import gateway.routing.Prior;
import gateway.routing.feature.RequestFeatures;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriorsTest {
    private static final Benchmark EASY = benchmark("easy", 0.9, 0.7);
    private static final Benchmark HARD = benchmark("hard", 0.5, 0.3);

    private final Priors priors = new Priors(List.of(EASY, HARD));

    @Test
    void givesTheOutcomesOfTheVeryModel() {
        Prior prior = priors.ofBenchmark("easy", "acme/large-1-instruct");

        assertThat(prior.sums().at(0) / prior.sums().at(2)).isCloseTo(0.9, within(1e-6));
        assertThat(priors.ofBenchmark("easy", "acme/unknown")).isEqualTo(Prior.NONE);
        assertThat(priors.ofBenchmark("other", "acme/large-1-instruct")).isEqualTo(Prior.NONE);
    }

    @Test
    void countsAsManyLessonsAsTheBenchmarkHadPromptsWithinBounds() {
        assertThat(lessons(2)).isCloseTo(1_000, within(1e-6));
        assertThat(lessons(2_500)).isCloseTo(2_500, within(1e-6));
        assertThat(lessons(8_000)).isCloseTo(3_000, within(1e-6));
    }

    @Test
    void comparesFamiliesOfEasyAndHardBenchmarks() {
        Prior large = priors.of("large-4-20260101", 0);
        Prior small = priors.of("acme/small-3.5", 0);

        double better = large.sums().at(0) / large.sums().at(2)
                - small.sums().at(0) / small.sums().at(2);
        assertThat(better).isCloseTo(0.2, within(1e-6));
        assertThat(large.sums().at(0) / large.sums().at(2)).isBetween(0.6, 0.8);
    }

    @Test
    void goesByThePriceOfWhatHasNoFamily() {
        assertThat(priors.slope()).isCloseTo(0.2, within(1e-9));
        assertThat(priors.of("novel", 10).offset())
                .isGreaterThan(priors.of("novel", 1).offset());
        assertThat(priors.of("novel", 0)).isEqualTo(Prior.NONE);
    }

    @Test
    void tellsHowLongAnswersAreInProportion() {
        assertThat(priors.lengthOfBenchmark("easy", "acme/large-1-instruct").ratio())
                .isCloseTo(1.5, within(1e-6));
        assertThat(priors.lengthOfBenchmark("easy", "acme/unknown")).isEqualTo(LengthPrior.Level.UNKNOWN);
        assertThat(priors.length("large-4-20260101").ratio())
                .as("by its family")
                .isCloseTo(1.5, within(1e-6));
        assertThat(priors.length("novel")).isEqualTo(LengthPrior.Level.UNKNOWN);
        assertThat(priors.usualTokens("easy")).isCloseTo(200, within(1e-6));
    }

    @Test
    void passesOverAnswersOfALetter() {
        Priors letters = new Priors(List.of(benchmark("letters", 0.9, 0.7, new double[] {1, 2})));

        assertThat(letters.length("large-4")).isEqualTo(LengthPrior.Level.UNKNOWN);
        assertThat(letters.shape().toArray()).containsOnly(0.0);
        assertThat(priors.shape().at(0)).as("four prompts of usual length").isCloseTo(2, within(1e-6));
    }

    @Test
    void keepsAllInItsFile() throws Exception {
        byte[] bytes = PriorFile.write("f9", 2, List.of(EASY, HARD));

        assertThat(PriorFile.read(new DataInputStream(new ByteArrayInputStream(bytes)), "f9", 2))
                .hasSize(2)
                .first()
                .satisfies(read -> {
                    assertThat(read.name()).isEqualTo("easy");
                    assertThat(read.models().getFirst().rewards().getFirst()).isCloseTo(0.9, within(1e-6));
                    assertThat(read.models().getFirst().tokens()).isCloseTo(300, within(1e-3));
                    assertThat(read.lengths()).isEqualTo(EASY.lengths());
                });
        assertThatThrownBy(() -> PriorFile.read(new DataInputStream(new ByteArrayInputStream(bytes)), "f8", 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("f9")
                .hasMessageContaining("train it anew");
    }

    @Test
    void shipsBenchmarksOfItsOwnContexts() {
        Priors shipped = PriorFile.shipped(RequestFeatures.VERSION, RequestFeatures.SIZE);

        assertThat(shipped.benchmarks())
                .extracting(Benchmark::name)
                .containsExactly("mmlupro", "routellm_mmlu", "routellm_gsm8k", "zeroeval");
        assertThat(shipped.slope()).as("dearer models are better").isBetween(0.02, 0.3);
        assertThat(shipped.of("claude-sonnet-4-5", 6).sums().size())
                .as("known by its family")
                .isPositive();
        assertThat(shipped.length("claude-sonnet-4-5").ratio()).isBetween(0.2, 5.0);
        assertThat(shipped.shape().at(RequestFeatures.SIZE)).as("prompts").isPositive();
    }

    /** What the outcomes of a model count for, of a benchmark of so many prompts. */
    private static double lessons(int prompts) {
        Benchmark sized = new Benchmark("sized", prompts, EASY.contexts(), EASY.lengths(), EASY.models());
        return new Priors(List.of(sized))
                .ofBenchmark("sized", "acme/large-1-instruct")
                .sums()
                .at(2);
    }

    private static Benchmark benchmark(String name, double large, double small) {
        return benchmark(name, large, small, new double[] {300, 100});
    }

    private static Benchmark benchmark(String name, double large, double small, double[] tokens) {
        Benchmark.Builder builder =
                new Benchmark.Builder(name, List.of("acme/large-1-instruct", "acme/small-1"), List.of(10.0, 1.0), 2);
        builder.add(new double[] {1, 0.5}, new double[] {large, small}, tokens);
        builder.add(new double[] {1, -0.5}, new double[] {large, small}, tokens);
        return builder.build();
    }
}
