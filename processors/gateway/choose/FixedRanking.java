package gateway.choose;

import gateway.latency.Latencies;
import gateway.model.Deployment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Ranks deployments by one of the strategies that learn nothing of content. */
public final class FixedRanking {
    private final Latencies latencies;
    private final RandomGenerator random;

    /**
     * Takes what it ranks by.
     *
     * @param latencies for {@code fastest}
     * @param random for draws by weight; thread-safe
     */
    public FixedRanking(Latencies latencies, RandomGenerator random) {
        this.latencies = latencies;
        this.random = random;
    }

    /**
     * Deployments in an order.
     *
     * @param ranked best first
     * @param propensity the chance with which the first one was put first
     */
    public record Ranked(List<Deployment> ranked, double propensity) {
        public Ranked {
            ranked = List.copyOf(ranked);
        }
    }

    /** Ranks; {@link Strategy#BANDIT} counts as {@link Strategy#PRIORITY}. */
    public Ranked rank(List<Deployment> candidates, Strategy strategy) {
        List<Deployment> ranked = new ArrayList<>(candidates);
        double propensity = 1;
        if (ranked.size() > 1) {
            switch (strategy) {
                case PRIORITY, BANDIT -> {
                    draw(ranked);
                    ranked.sort(Comparator.comparingInt(Deployment::priority));
                    propensity = share(
                            ranked.getFirst(),
                            ranked.stream()
                                    .filter(other -> other.priority()
                                            == ranked.getFirst().priority())
                                    .toList());
                }
                case WEIGHTED -> {
                    draw(ranked);
                    propensity = share(ranked.getFirst(), ranked);
                }
                case CHEAPEST -> ranked.sort(Comparator.comparingLong(FixedRanking::price));
                case FASTEST ->
                    ranked.sort(Comparator.comparingLong(deployment -> latencies.typicalNanos(deployment.id())));
            }
        }
        return new Ranked(ranked, propensity);
    }

    /** Input and output at the mix of three to one that chat traffic has on average. */
    private static long price(Deployment deployment) {
        return 3 * deployment.price().input() + deployment.price().output();
    }

    /** Puts the list in the order of weighted draws without replacement; weight 0 comes last. */
    private void draw(List<Deployment> ranked) {
        for (int done = 0; done < ranked.size() - 1; done++) {
            long total = 0;
            for (Deployment left : ranked.subList(done, ranked.size())) {
                total += left.weight();
            }
            if (total == 0) {
                return;
            }
            long point = random.nextLong(total);
            int at = done;
            while (point >= ranked.get(at).weight()) {
                point -= ranked.get(at).weight();
                at++;
            }
            ranked.add(done, ranked.remove(at));
        }
    }

    private static double share(Deployment first, List<Deployment> among) {
        long total = among.stream().mapToLong(Deployment::weight).sum();
        return total == 0 || first.weight() == 0 ? 1 : (double) first.weight() / total;
    }
}
