package gateway.routing.replay;

import gateway.model.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Each model's quality is its mean over the most similar of the requests that it has served. */
public final class Nearest implements Player {
    /** A mean of a few is drawn towards this, as if it were two more of them. */
    private static final double FIRST = 0.5;

    private static final double FIRST_WEIGHT = 2;

    private final Problem problem;
    private final int neighbours;
    private final double epsilon;
    private final double costWeight;
    private final double reference;
    private final RandomGenerator random;
    private final Lengths lengths;
    private final List<List<Seen>> seen = new ArrayList<>();

    private record Seen(Context context, double reward) {}

    private record Near(double distance, double reward) {}

    /**
     * Starts without knowledge.
     *
     * @param neighbours how many requests are looked at
     * @param epsilon chance of any model
     */
    public Nearest(Problem problem, int neighbours, double epsilon, double costWeight, RandomGenerator random) {
        this.problem = problem;
        this.neighbours = neighbours;
        this.epsilon = epsilon;
        this.costWeight = costWeight;
        this.reference = problem.referenceUsd();
        this.random = random;
        this.lengths = new Lengths(problem.models().size());
        problem.models().forEach(model -> seen.add(new ArrayList<>()));
    }

    @Override
    public String name() {
        return "kNN " + neighbours;
    }

    @Override
    public Pick choose(Problem.Asked asked) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int model = 0; model < seen.size(); model++) {
            double utility = quality(asked.context(), seen.get(model))
                    - costWeight * lengths.usd(problem, asked, model) / reference;
            if (utility > most) {
                most = utility;
                best = model;
            }
        }
        boolean any = random.nextDouble() < epsilon;
        int picked = any ? random.nextInt(seen.size()) : best;
        double floor = epsilon / seen.size();
        return new Pick(picked, picked == best ? 1 - epsilon + floor : floor, picked != best);
    }

    @Override
    public void learn(Problem.Asked asked, int model, Problem.Result result) {
        lengths.see(model, (double) result.outputTokens());
        seen.get(model).add(new Seen(asked.context(), result.reward()));
    }

    private double quality(Context context, List<Seen> served) {
        List<Near> near = new ArrayList<>(served.size());
        for (Seen each : served) {
            near.add(new Near(distance(context, each.context()), each.reward()));
        }
        near.sort(Comparator.comparingDouble(Near::distance));
        double sum = FIRST * FIRST_WEIGHT;
        int count = Math.min(neighbours, near.size());
        for (int i = 0; i < count; i++) {
            sum += near.get(i).reward();
        }
        return sum / (count + FIRST_WEIGHT);
    }

    private static double distance(Context some, Context others) {
        double sum = 0;
        for (int i = 0; i < some.size(); i++) {
            double gap = some.at(i) - others.at(i);
            sum += gap * gap;
        }
        return sum;
    }
}
