package gateway.routing;

import gateway.model.Context;
import gateway.model.Routing.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chooses among models by what is believed of them. Thread-safe.
 *
 * <p>Where the caller may not explore, the model of the largest expected utility comes first, with propensity 1. Else
 * the base is the model of the largest optimistic utility (with a bonus for uncertainty, as LinUCB has it), and the
 * first one is drawn: with e any, a tenth of it evenly and the rest by inverse gap weighting (Abe and Long 1999;
 * SquareCB, arXiv:2002.04926), times the chance that a model is really better, by the deviations of the beliefs; what
 * this leaves goes to the base. Models on probation get twice as much as e between them. So each propensity is exact
 * and above zero, and where nothing is left to find out, hardly anything is drawn.
 */
public final class Bandit {
    /** How much less a model is drawn for each unit of utility that it seems to lack. */
    private static final double GAP_WEIGHT = 10;

    /** How much more is drawn for models on probation, all together, so that their recovery is noticed. */
    private static final double PROBATION = 2;

    /** Below so many lessons a model counts as on probation: a few bad ones at the start must not be the end of it. */
    private static final double NOVICE = 6;

    /** Of what is drawn, the part that is drawn evenly. */
    private static final double EVENLY = 0.1;

    /** The most that a reward between 0 and 1 deviates, in units of which beliefs tell their deviations. */
    private static final double NOISE = 0.5;

    /** By which the logistic function comes closest to the normal one (Camilli 1994). */
    private static final double LOGISTIC = 1.702;

    /** How much more bonus the first few lessons leave: with so few, the noise is not known either. */
    private static final double EARLY = 2;

    private final Experience experience;
    private final Tuning tuning;
    private final RandomGenerator random;

    /**
     * Takes what it decides by.
     *
     * @param random thread-safe where decisions are made on several threads
     */
    public Bandit(Experience experience, Tuning tuning, RandomGenerator random) {
        this.experience = experience;
        this.tuning = tuning;
        this.random = random;
    }

    /**
     * Ranks the options.
     *
     * @param options at least one, one a model
     * @param explores whether models may be tried that do not promise most
     */
    public Choice choose(Context context, List<Option> options, Objective objective, boolean explores) {
        Beliefs beliefs = experience.beliefs();
        int count = options.size();
        double[] x = context.toArray();
        double reference = reference(options, objective);
        double[] quality = new double[count];
        double[] utility = new double[count];
        double[] optimistic = new double[count];
        double[] deviation = new double[count];
        boolean[] probation = new boolean[count];
        for (int i = 0; i < count; i++) {
            Option option = options.get(i);
            Belief belief = beliefs.of(option.model());
            quality[i] = belief.mean(x);
            utility[i] = quality[i]
                    - objective.costWeight() * (reference > 0 ? option.usd() / reference : 0)
                    - objective.latencyWeight() * option.seconds();
            deviation[i] = explores ? belief.deviation(x) : 0;
            optimistic[i] = utility[i] + bonus(deviation[i]);
            probation[i] = beliefs.isOnProbation(option.model()) || belief.weight() < NOVICE;
        }
        int best = largest(utility);
        double[] propensity = new double[count];
        int base = largest(optimistic);
        if (explores && count > 1) {
            share(propensity, base, utility, optimistic, deviation, probation);
        } else {
            propensity[base] = 1;
        }
        int first = explores ? draw(propensity) : best;
        List<Candidate> ranked = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Option option = options.get(i);
            ranked.add(new Candidate(
                    option.model(),
                    option.deployment(),
                    quality[i],
                    option.usd(),
                    option.seconds(),
                    utility[i],
                    propensity[i]));
        }
        Candidate drawn = ranked.remove(first);
        ranked.sort(Comparator.comparingDouble(Candidate::utility).reversed());
        ranked.addFirst(drawn);
        return new Choice(context, ranked, first != best);
    }

    private double bonus(double deviation) {
        return tuning.optimism() * deviation * (1 + EARLY * deviation);
    }

    private void share(
            double[] propensity,
            int base,
            double[] utility,
            double[] optimistic,
            double[] deviation,
            boolean[] probation) {
        int count = propensity.length;
        int onProbation = 0;
        double total = 0;
        for (int i = 0; i < count; i++) {
            propensity[i] = 1 / (1 + GAP_WEIGHT * (optimistic[base] - optimistic[i]));
            total += propensity[i];
            onProbation += probation[i] ? 1 : 0;
        }
        double given = 0;
        for (int i = 0; i < count; i++) {
            double doubt = doubt(utility[base] - utility[i], Math.hypot(deviation[base], deviation[i]));
            double drawn = tuning.random() * (EVENLY / count + (1 - EVENLY) * doubt * propensity[i] / total);
            propensity[i] = drawn + (probation[i] ? tuning.random() * PROBATION / onProbation : 0);
            given += propensity[i];
        }
        propensity[base] += 1 - given;
    }

    /** Twice the chance that a gap is one the other way, at most 1. */
    private static double doubt(double gap, double deviation) {
        return gap <= 0 ? 1 : 2 / (1 + Math.exp(LOGISTIC * gap / (NOISE * deviation)));
    }

    private int draw(double[] propensity) {
        double point = random.nextDouble();
        int last = 0;
        for (int i = 0; i < propensity.length; i++) {
            if (propensity[i] > 0) {
                last = i;
                point -= propensity[i];
                if (point < 0) {
                    break;
                }
            }
        }
        return last;
    }

    private static double reference(List<Option> options, Objective objective) {
        if (objective.referenceUsd() > 0) {
            return objective.referenceUsd();
        }
        double dearest = 0;
        for (Option option : options) {
            dearest = Math.max(dearest, option.usd());
        }
        return dearest;
    }

    /** Where the largest is; the first of equals. */
    private static int largest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
