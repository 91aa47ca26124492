package gateway.routing.prior;

import java.util.ArrayList;
import java.util.List;

/**
 * Prompts that all of some models have answered, as means: those of x x' over the prompts' contexts x (lower triangle,
 * row by row), and for each model those of r x over its rewards r.
 *
 * @param name of the set
 * @param prompts how many there were
 * @param contexts the means of x x'
 * @param lengths the means of l x, with l the length of the answers to a prompt in proportion to the usual one of each
 *     model, as a mean over the models
 * @param models what was tried
 */
public record Benchmark(String name, int prompts, List<Double> contexts, List<Double> lengths, List<Tried> models) {
    public Benchmark {
        contexts = List.copyOf(contexts);
        lengths = List.copyOf(lengths);
        models = List.copyOf(models);
    }

    /**
     * A model.
     *
     * @param name as the benchmark has it, such as {@code mistral/mixtral-8x7b-instruct}
     * @param usdPerMillion list price of a million tokens, three of the prompt to one of the answer
     * @param tokens of an answer, on average
     * @param rewards the means of r x
     */
    public record Tried(String name, double usdPerMillion, double tokens, List<Double> rewards) {
        public Tried {
            rewards = List.copyOf(rewards);
        }
    }

    /** The sums of so many lessons of this kind, laid out as the router keeps them: r x, then x x'. */
    double[] sums(Tried model, double lessons) {
        double[] sums = new double[model.rewards().size() + contexts.size()];
        for (int i = 0; i < model.rewards().size(); i++) {
            sums[i] = lessons * model.rewards().get(i);
        }
        for (int i = 0; i < contexts.size(); i++) {
            sums[model.rewards().size() + i] = lessons * contexts.get(i);
        }
        return sums;
    }

    /** The means of r x over all models: what an average one makes of a prompt. */
    double[] average() {
        double[] average = new double[models.getFirst().rewards().size()];
        for (Tried model : models) {
            for (int i = 0; i < average.length; i++) {
                average[i] += model.rewards().get(i) / models.size();
            }
        }
        return average;
    }

    /**
     * The sums of so many lessons on the length of answers, in proportion to the usual one, laid out as {@link #sums}.
     */
    double[] lengthSums(double lessons) {
        double[] sums = new double[lengths.size() + contexts.size()];
        for (int i = 0; i < lengths.size(); i++) {
            sums[i] = lessons * lengths.get(i);
        }
        for (int i = 0; i < contexts.size(); i++) {
            sums[lengths.size() + i] = lessons * contexts.get(i);
        }
        return sums;
    }

    /** Tokens of an average model's answer. */
    double averageTokens() {
        double sum = 0;
        for (Tried model : models) {
            sum += model.tokens() / models.size();
        }
        return sum;
    }

    /** The mean reward of a model. */
    static double level(Tried model) {
        return model.rewards().getFirst();
    }

    /** Collects outcomes. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final List<String> models;
        private final List<Double> prices;
        private final int dimension;
        private final double[] contexts;
        private final double[][] rewards;
        private final double[][] tokens;
        private int prompts;

        /**
         * Starts without any.
         *
         * @param prices as {@link Tried#usdPerMillion}
         * @param dimension how many numbers a context has
         */
        public Builder(String name, List<String> models, List<Double> prices, int dimension) {
            this.name = name;
            this.models = List.copyOf(models);
            this.prices = List.copyOf(prices);
            this.dimension = dimension;
            this.contexts = new double[dimension * (dimension + 1) / 2];
            this.rewards = new double[models.size()][dimension];
            this.tokens = new double[models.size()][dimension];
        }

        /** Adds a prompt, with the reward of each model and the tokens of its answer. */
        public void add(double[] x, double[] outcome, double[] length) {
            int next = 0;
            for (int i = 0; i < dimension; i++) {
                for (int j = 0; j <= i; j++) {
                    contexts[next++] += x[i] * x[j];
                }
                for (int model = 0; model < outcome.length; model++) {
                    rewards[model][i] += outcome[model] * x[i];
                    tokens[model][i] += length[model] * x[i];
                }
            }
            prompts++;
        }

        /** What was collected. */
        public Benchmark build() {
            List<Tried> tried = new ArrayList<>();
            double[] lengths = new double[dimension];
            for (int model = 0; model < models.size(); model++) {
                double usual = tokens[model][0] / prompts;
                tried.add(new Tried(models.get(model), prices.get(model), usual, means(rewards[model])));
                for (int i = 0; i < dimension; i++) {
                    lengths[i] += tokens[model][i] / Math.max(1, usual) / models.size();
                }
            }
            return new Benchmark(name, prompts, means(contexts), means(lengths), tried);
        }

        private List<Double> means(double[] sums) {
            List<Double> means = new ArrayList<>(sums.length);
            for (double sum : sums) {
                means.add(sum / prompts);
            }
            return means;
        }
    }
}
