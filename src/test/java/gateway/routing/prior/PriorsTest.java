package gateway.routing.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
    void keepsAllInItsFile() throws Exception {
        byte[] bytes = PriorFile.write("f9", 2, List.of(EASY, HARD));

        assertThat(PriorFile.read(new DataInputStream(new ByteArrayInputStream(bytes)), "f9", 2))
                .hasSize(2)
                .first()
                .satisfies(read -> {
                    assertThat(read.name()).isEqualTo("easy");
                    assertThat(read.models().getFirst().rewards().getFirst()).isCloseTo(0.9, within(1e-6));
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
    }

    private static Benchmark benchmark(String name, double large, double small) {
        Benchmark.Builder builder =
                new Benchmark.Builder(name, List.of("acme/large-1-instruct", "acme/small-1"), List.of(10.0, 1.0), 2);
        builder.add(new double[] {1, 0.5}, new double[] {large, small});
        builder.add(new double[] {1, -0.5}, new double[] {large, small});
        return builder.build();
    }
}
