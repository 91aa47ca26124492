package gateway.choose;

import gateway.Stage;
import gateway.latency.Latencies;
import gateway.model.Decision;
import gateway.model.Deployment;
import gateway.model.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Ranks the deployments of a plan by one of the fixed strategies. */
public final class Choose implements Stage<Plan, Decision> {
    private final Strategy strategy;
    private final Latencies latencies;
    private final RandomGenerator random;

    /**
     * Takes what it ranks by.
     *
     * @param strategy where the client does not name one
     * @param latencies for {@code fastest}
     * @param random for draws by weight; thread-safe
     */
    public Choose(Strategy strategy, Latencies latencies, RandomGenerator random) {
        this.strategy = strategy;
        this.latencies = latencies;
        this.random = random;
    }

    @Override
    public Decision apply(Plan plan) {
        Strategy wanted = wanted(plan.request().model());
        List<Deployment> ranked = new ArrayList<>(plan.candidates());
        double propensity = 1;
        if (ranked.size() > 1) {
            switch (wanted) {
                case PRIORITY -> {
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
                case CHEAPEST -> ranked.sort(Comparator.comparingLong(Choose::price));
                case FASTEST ->
                    ranked.sort(Comparator.comparingLong(deployment -> latencies.typicalNanos(deployment.id())));
            }
        }
        return new Decision(plan, ranked, wanted.name().toLowerCase(java.util.Locale.ROOT) + "/1", propensity);
    }

    private Strategy wanted(String model) {
        return switch (model) {
            case "auto:cheap" -> Strategy.CHEAPEST;
            case "auto:fast" -> Strategy.FASTEST;
            default -> strategy;
        };
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
