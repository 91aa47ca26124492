package gateway.routing.offpolicy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Estimates what a policy would have been worth, from rounds that another one played. Thread-safe.
 *
 * <p>With x the context, a the model put first, p its logged propensity, y what came of it, q the policy's chances and
 * w = q(a) / p, over n rounds:
 *
 * <ul>
 *   <li>IPS (Horvitz and Thompson 1952): the mean of w y
 *   <li>SNIPS (Swaminathan and Joachims 2015): sum of w y / sum of w
 *   <li>DR (Dudik, Langford and Li 2011, arXiv:1103.4601): the mean of sum over b of q(b) f(x, b) + w (y - f(x, a)),
 *       with f a regression. It is fitted in {@value #PARTS} parts, each round being judged by a fit to the other parts
 *       (cross- fitting: Chernozhukov et al. 2018)
 * </ul>
 *
 * <p>Each interval is normal, with the variance of the estimator's influence function over n: of w y - V, of w (y - V)
 * / mean of w, and of the summand of DR - V. The variance is that of the rounds, or, if larger, the one that the
 * propensities foretell: w^2 is on average the sum over b of q(b)^2 / p(b), which is known of every round, while the
 * few rounds of large weight that were drawn tell little of it; its other factor, the mean of y^2, of (y - V)^2 or of
 * (y - f)^2, is taken from the rounds that count, and from all others as if there were {@value #OTHERS} more.
 *
 * <p>Only rounds count in which every candidate could have been put first, so that all policies are judged by the same
 * requests and none is judged by a model of which the log says nothing.
 */
public final class OffPolicy {
    /** Parts that the rounds are cut into. */
    static final int PARTS = 5;

    private static final int OTHERS = 10;

    private final List<Round> rounds;
    private final List<DirectModel> models = new ArrayList<>();
    private final int closed;

    /**
     * Takes what was logged.
     *
     * @param logged all with contexts of the same version
     * @throws IllegalArgumentException if contexts have different sizes
     */
    public OffPolicy(List<Round> logged) {
        this.rounds = logged.stream().filter(Round::isOpen).toList();
        this.closed = logged.size() - rounds.size();
        if (rounds.stream().mapToInt(round -> round.context().size()).distinct().count() > 1) {
            throw new IllegalArgumentException("contexts of different versions cannot be compared");
        }
        for (int part = 0; part < PARTS && !rounds.isEmpty(); part++) {
            int left = part;
            models.add(DirectModel.fit(rounds, i -> i % PARTS != left));
        }
    }

    /** Rounds that count. */
    public List<Round> rounds() {
        return rounds;
    }

    /** Rounds that do not, as some candidate could not have been put first. */
    public int closed() {
        return closed;
    }

    /** What a policy would have been worth. */
    public PolicyValue value(TargetPolicy policy) {
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            double[] chances = policy.chances().apply(rounds.get(i));
            if (chances.length > 0) {
                judged.add(new Judged(rounds.get(i), models.get(i % PARTS), chances));
            }
        }
        Map<Method, Map<Measure, Estimate>> estimates = new EnumMap<>(Method.class);
        Map<Measure, Estimate> gains = new EnumMap<>(Measure.class);
        double squares = mean(judged, Judged::squareExpected);
        if (!judged.isEmpty()) {
            for (Method method : Method.values()) {
                Map<Measure, Estimate> measured = new EnumMap<>(Measure.class);
                for (Measure measure : Measure.values()) {
                    measured.put(measure, estimate(judged, squares, method, measure));
                }
                estimates.put(method, measured);
            }
            for (Measure measure : Measure.values()) {
                // w - 1 in the place of w: its mean square is that of w less 1
                double foretold = variance(judged, each -> each.direct(measure) - each.expected(measure))
                        + (squares - 1) * square(judged, each -> each.left(measure));
                gains.put(measure, estimate(judged, each -> each.robust(measure) - each.outcome(measure), foretold));
            }
        }
        return new PolicyValue(
                policy.name(),
                judged.size(),
                rounds.size() - judged.size(),
                squares > 0 ? judged.size() / squares : 0,
                judged.stream().mapToDouble(Judged::weight).max().orElse(0),
                estimates,
                gains);
    }

    private static Estimate estimate(List<Judged> judged, double squares, Method method, Measure measure) {
        return switch (method) {
            case IPS -> {
                double value = mean(judged, each -> each.weight() * each.outcome(measure));
                yield estimate(
                        judged,
                        each -> each.weight() * each.outcome(measure),
                        squares * square(judged, each -> each.outcome(measure)) - value * value);
            }
            case SNIPS -> {
                double weights = mean(judged, Judged::weight);
                if (weights == 0) {
                    yield new Estimate(Double.NaN, Double.NaN);
                }
                double value = mean(judged, each -> each.weight() * each.outcome(measure)) / weights;
                Estimate around = estimate(
                        judged,
                        each -> each.weight() * (each.outcome(measure) - value) / weights,
                        squares * square(judged, each -> each.outcome(measure) - value));
                yield new Estimate(value, around.error());
            }
            case DR ->
                estimate(
                        judged,
                        each -> each.robust(measure),
                        variance(judged, each -> each.direct(measure))
                                + squares * square(judged, each -> each.left(measure)));
        };
    }

    /** The mean of what the rounds add, with the larger variance. */
    private static Estimate estimate(List<Judged> judged, ToDoubleFunction<Judged> summand, double foretold) {
        int n = judged.size();
        double seen = variance(judged, summand);
        return new Estimate(
                mean(judged, summand), n < 2 ? Double.NaN : Math.sqrt(Math.max(seen, Math.max(0, foretold)) / n));
    }

    /** The mean square over the rounds that count, drawn towards that over all. */
    private static double square(List<Judged> judged, ToDoubleFunction<Judged> number) {
        double sum = OTHERS * mean(judged, each -> number.applyAsDouble(each) * number.applyAsDouble(each));
        int count = OTHERS;
        for (Judged each : judged) {
            if (each.weight() > 0) {
                sum += number.applyAsDouble(each) * number.applyAsDouble(each);
                count++;
            }
        }
        return sum / count;
    }

    private static double mean(List<Judged> judged, ToDoubleFunction<Judged> number) {
        double sum = 0;
        for (Judged each : judged) {
            sum += number.applyAsDouble(each);
        }
        return judged.isEmpty() ? 0 : sum / judged.size();
    }

    private static double variance(List<Judged> judged, ToDoubleFunction<Judged> number) {
        double mean = mean(judged, number);
        double squares = 0;
        for (Judged each : judged) {
            double gap = number.applyAsDouble(each) - mean;
            squares += gap * gap;
        }
        return judged.size() < 2 ? 0 : squares / (judged.size() - 1);
    }
}
