package gateway.routing.feature;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * Trains a {@link TaskClassifier}: multinomial logistic regression for tasks, least squares for difficulty, both by
 * AdaGrad with one rate a feature, averaged over the last half of the passes. J. Duchi, E. Hazan, Y. Singer: Adaptive
 * Subgradient Methods, JMLR 2011.
 */
final class TaskTrainer {
    private static final int HEADS = TaskClassifier.HEADS;
    private static final int TASKS = TaskClassifier.TASKS;
    private static final double CONSTANT_RATE = 0.02;

    private final Options options;
    private final float[] weights = new float[HEADS << TextFeatures.BITS];
    private final float[] taskSquares = new float[1 << TextFeatures.BITS];
    private final float[] rewardSquares = new float[1 << TextFeatures.BITS];
    private final float[] constants = new float[HEADS];

    /**
     * How to train.
     *
     * @param epochs passes over all texts
     * @param rate AdaGrad's rate for tasks
     * @param decay L2 penalty for tasks
     * @param rewardRate AdaGrad's rate for difficulty
     * @param rewardDecay L2 penalty for difficulty
     * @param minTexts features of fewer texts are left out
     */
    record Options(int epochs, double rate, double decay, double rewardRate, double rewardDecay, int minTexts) {
        static final Options DEFAULT = new Options(10, 0.4, 3e-5, 0.02, 1e-2, 3);
    }

    /** A text's features. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Seen(TaskSample sample, int[] features, int all) {}

    private TaskTrainer(Options options) {
        this.options = options;
    }

    static TaskClassifier train(List<TaskSample> samples, Options options) {
        TaskTrainer trainer = new TaskTrainer(options);
        return trainer.train(samples.stream().map(TaskTrainer::seen).toList());
    }

    private TaskClassifier train(List<Seen> all) {
        Seen[] seen = frequent(all);
        Random random = new Random(7);
        float[] sums = new float[weights.length];
        float[] constantSums = new float[HEADS];
        int counted = 0;
        for (int epoch = 0; epoch < options.epochs(); epoch++) {
            shuffle(seen, random);
            for (Seen each : seen) {
                learn(each);
            }
            if (epoch >= options.epochs() / 2) {
                counted++;
                add(weights, sums);
                add(constants, constantSums);
            }
        }
        return new TaskClassifier(divided(sums, counted), divided(constantSums, counted));
    }

    private void learn(Seen seen) {
        double root = Math.sqrt(seen.all() + 1.0);
        double[] errors = errors(seen, root);
        boolean task = seen.sample().task() != null;
        boolean reward = !Double.isNaN(seen.sample().difficulty());
        float decay = (float) options.decay();
        float rewardDecay = (float) options.rewardDecay();
        double taskSquare = square(errors, 0, TASKS) / (root * root);
        double rewardSquare = square(errors, TASKS, HEADS) / (root * root);
        for (int feature : seen.features()) {
            int at = feature * HEADS;
            if (task && taskSquare > 1e-9) {
                taskSquares[feature] += (float) taskSquare;
                float step = (float) (options.rate() / Math.sqrt(taskSquares[feature]));
                for (int head = 0; head < TASKS; head++) {
                    weights[at + head] -= step * ((float) (errors[head] / root) + decay * weights[at + head]);
                }
            }
            if (reward) {
                rewardSquares[feature] += (float) rewardSquare;
                float step = (float) (options.rewardRate() / Math.sqrt(rewardSquares[feature] + 1e-6));
                for (int head = TASKS; head < HEADS; head++) {
                    weights[at + head] -= step * ((float) (errors[head] / root) + rewardDecay * weights[at + head]);
                }
            }
        }
        for (int head = 0; head < HEADS; head++) {
            constants[head] -= (float) (CONSTANT_RATE * (head < TASKS ? 1 : 0.1) * errors[head]);
        }
    }

    private double[] errors(Seen seen, double root) {
        double[] outputs = new double[HEADS];
        for (int feature : seen.features()) {
            int at = feature * HEADS;
            for (int head = 0; head < HEADS; head++) {
                outputs[head] += weights[at + head];
            }
        }
        TaskSample sample = seen.sample();
        double[] errors = new double[HEADS];
        double most = Double.NEGATIVE_INFINITY;
        for (int head = 0; head < HEADS; head++) {
            outputs[head] = outputs[head] / root + constants[head];
            most = head < TASKS ? Math.max(most, outputs[head]) : most;
        }
        if (sample.task() != null) {
            double all = 0;
            for (int head = 0; head < TASKS; head++) {
                errors[head] = StrictMath.exp(outputs[head] - most);
                all += errors[head];
            }
            for (int head = 0; head < TASKS; head++) {
                errors[head] = sample.weight()
                        * (errors[head] / all - (head == sample.task().index() ? 1 : 0));
            }
        }
        if (!Double.isNaN(sample.difficulty())) {
            errors[TaskClassifier.DIFFICULTY] =
                    sample.weight() * (outputs[TaskClassifier.DIFFICULTY] - sample.difficulty());
        }
        return errors;
    }

    private static double square(double[] errors, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += errors[i] * errors[i];
        }
        return sum;
    }

    private static Seen seen(TaskSample sample) {
        BitSet set = new BitSet();
        new TextSurvey(set::set).read(sample.text(), 0, sample.text().length());
        int[] features = set.stream().toArray();
        return new Seen(sample, features, features.length);
    }

    private Seen[] frequent(List<Seen> all) {
        int[] texts = new int[1 << TextFeatures.BITS];
        for (Seen seen : all) {
            for (int feature : seen.features()) {
                texts[feature]++;
            }
        }
        return all.stream()
                .map(seen -> new Seen(
                        seen.sample(),
                        Arrays.stream(seen.features())
                                .filter(feature -> texts[feature] >= options.minTexts())
                                .toArray(),
                        seen.all()))
                .toArray(Seen[]::new);
    }

    private static void shuffle(Seen[] seen, Random random) {
        for (int i = seen.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Seen swapped = seen[i];
            seen[i] = seen[other];
            seen[other] = swapped;
        }
    }

    private static void add(float[] numbers, float[] sums) {
        for (int i = 0; i < numbers.length; i++) {
            sums[i] += numbers[i];
        }
    }

    private static float[] divided(float[] sums, int count) {
        float[] means = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            means[i] = sums[i] / count;
        }
        return means;
    }
}
