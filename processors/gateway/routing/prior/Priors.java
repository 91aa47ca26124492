package gateway.routing.prior;

import gateway.routing.LengthPrior;
import gateway.routing.Prior;
import gateway.routing.Sums;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What benchmarks say of models. Immutable.
 *
 * <p>Of a model that a benchmark has tried itself, its outcomes there count. Of any other one, those of its family, as
 * far as they were better or worse than the average model of that benchmark; and where the family is unknown, its
 * price: over the models of all benchmarks, quality above the benchmark's average is regressed on the logarithm of the
 * price.
 */
public final class Priors {
    /**
     * Lessons that the outcomes of the very model count for at least, and the answers that lengths do: docs/routing.md.
     */
    private static final double SAME = 1_000;

    /** Those they count for at most, so that what is learnt of other requests can still outweigh them. */
    private static final double MOST_SAME = 3_000;

    /** Those of its family, of another generation mostly. */
    private static final double AKIN = 100;

    /** Answers that the lengths of the very model's, and of its family's, count for. */
    private static final double SAME_ANSWERS = 200;

    private static final double AKIN_ANSWERS = 10;

    /** Tokens below which an answer is but a letter. */
    private static final double WRITTEN = 10;

    /** The average model's quality. */
    private static final double LEVEL = 0.6;

    private final List<Benchmark> benchmarks;
    private final double averagePrice;
    private final double slope;

    /** Takes benchmarks of the same contexts. */
    public Priors(List<Benchmark> benchmarks) {
        this.benchmarks = List.copyOf(benchmarks);
        double prices = 0;
        int count = 0;
        for (Benchmark benchmark : benchmarks) {
            for (Benchmark.Tried model : benchmark.models()) {
                prices += log(model.usdPerMillion());
                count++;
            }
        }
        this.averagePrice = count == 0 ? 0 : prices / count;
        this.slope = slope();
    }

    /** The benchmarks. */
    public List<Benchmark> benchmarks() {
        return benchmarks;
    }

    /** Quality that goes with ten times the price. */
    public double slope() {
        double products = 0;
        double squares = 0;
        for (Benchmark benchmark : benchmarks) {
            double level = 0;
            double price = 0;
            for (Benchmark.Tried model : benchmark.models()) {
                level += Benchmark.level(model) / benchmark.models().size();
                price += log(model.usdPerMillion()) / benchmark.models().size();
            }
            for (Benchmark.Tried model : benchmark.models()) {
                double dear = log(model.usdPerMillion()) - price;
                products += dear * (Benchmark.level(model) - level);
                squares += dear * dear;
            }
        }
        return squares == 0 ? 0 : products / squares;
    }

    /** Of a model of a benchmark, by the benchmark's own name of it: its outcomes there; nothing for any other. */
    public Prior ofBenchmark(String benchmark, String model) {
        for (Benchmark each : benchmarks) {
            for (Benchmark.Tried tried : each.models()) {
                if (each.name().equals(benchmark) && tried.name().equals(model)) {
                    return new Prior(0, new Sums(each.sums(tried, Math.clamp(each.prompts(), SAME, MOST_SAME))));
                }
            }
        }
        return Prior.NONE;
    }

    /**
     * Of any model.
     *
     * @param name its id, or what names its family
     * @param usdPerMillion as {@link Benchmark.Tried#usdPerMillion}; 0 = unknown
     */
    public Prior of(String name, double usdPerMillion) {
        Set<String> family = Family.of(name);
        List<double[]> akin = new ArrayList<>();
        for (Benchmark benchmark : benchmarks) {
            for (Benchmark.Tried model : benchmark.models()) {
                if (!family.isEmpty() && Family.of(model.name()).equals(family)) {
                    akin.add(centred(benchmark, model));
                }
            }
        }
        if (akin.isEmpty()) {
            double dear = usdPerMillion > 0 ? log(usdPerMillion) - averagePrice : 0;
            return new Prior(slope * dear, new Sums(new double[0]));
        }
        double[] sums = new double[akin.getFirst().length];
        for (double[] each : akin) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += each[i] / akin.size();
            }
        }
        return new Prior(0, new Sums(sums));
    }

    /**
     * How long the answers of a model of a benchmark were there, in proportion to the average model's.
     *
     * @param name as {@link #ofBenchmark} has it
     */
    public LengthPrior.Level lengthOfBenchmark(String benchmark, String name) {
        for (Benchmark each : benchmarks) {
            for (Benchmark.Tried tried : each.models()) {
                if (each.name().equals(benchmark) && tried.name().equals(name)) {
                    return new LengthPrior.Level(tried.tokens() / each.averageTokens(), SAME_ANSWERS);
                }
            }
        }
        return LengthPrior.Level.UNKNOWN;
    }

    /** The same of any model: as long as those of its family were, where that is known. */
    public LengthPrior.Level length(String name) {
        Set<String> family = Family.of(name);
        double sum = 0;
        int akin = 0;
        for (Benchmark benchmark : written()) {
            for (Benchmark.Tried model : benchmark.models()) {
                if (!family.isEmpty() && Family.of(model.name()).equals(family)) {
                    sum += Math.log(Math.max(1, model.tokens()) / benchmark.averageTokens());
                    akin++;
                }
            }
        }
        return akin == 0 ? LengthPrior.Level.UNKNOWN : new LengthPrior.Level(Math.exp(sum / akin), AKIN_ANSWERS);
    }

    /** Tokens of an average model's answer in a benchmark; 0 = not among these. */
    public double usualTokens(String benchmark) {
        for (Benchmark each : benchmarks) {
            if (each.name().equals(benchmark)) {
                return each.averageTokens();
            }
        }
        return 0;
    }

    /** What content does to the length of answers, as {@link LengthPrior#shape}. */
    public Sums shape() {
        if (benchmarks.isEmpty()) {
            return new Sums(new double[0]);
        }
        List<Benchmark> written = written();
        Sums sums = new Sums(benchmarks.getFirst().lengthSums(0));
        for (Benchmark each : written) {
            double lessons = Math.min(each.prompts(), SAME) / written.size();
            sums = sums.plus(new Sums(each.lengthSums(lessons)));
        }
        return sums;
    }

    /** Benchmarks whose answers are more than a letter. */
    private List<Benchmark> written() {
        return benchmarks.stream()
                .filter(each -> each.averageTokens() >= WRITTEN)
                .toList();
    }

    /**
     * Sums in which the average model of the benchmark has the level that goes with its price, whatever the prompts: so
     * that models of an easy and of a hard benchmark can be compared.
     */
    private double[] centred(Benchmark benchmark, Benchmark.Tried model) {
        double[] sums = benchmark.sums(model, AKIN);
        double[] average = benchmark.average();
        double price = 0;
        for (Benchmark.Tried each : benchmark.models()) {
            price += log(each.usdPerMillion()) / benchmark.models().size();
        }
        double level = LEVEL + slope * (price - averagePrice);
        int d = average.length;
        for (int i = 0; i < d; i++) {
            double mean = sums[d + i * (i + 1) / 2];
            sums[i] += level * mean - AKIN * average[i];
        }
        return sums;
    }

    private static double log(double usdPerMillion) {
        return Math.log10(Math.max(1e-3, usdPerMillion));
    }
}
