package gateway.routing;

/**
 * What holds for all models together: the level of an average model, and what content does to every one of them. Each
 * model's own level is taken out first, so that who was tried on which content does not matter (the within estimator of
 * panel regression).
 */
final class Pool {
    /** What is expected of a model of which nothing is known. */
    private static final double LEVEL = 0.6;

    private static final double LEVEL_WEIGHT = 2;
    private static final double SLOPE_WEIGHT = 20;

    private final double[] mean;

    private Pool(double[] mean) {
        this.mean = mean;
    }

    static Pool of(Iterable<Arm> arms, int dimension, double scale) {
        int d = dimension;
        int slopes = d - 1;
        double[] within = new double[Packed.size(slopes)];
        double[] effect = new double[slopes];
        double rewards = 0;
        double weights = 0;
        double[] centre = new double[slopes];
        for (Arm arm : arms) {
            double[] sums = arm.sums(scale);
            double weight = Lessons.weight(sums, d);
            if (!(weight > 0)) {
                continue;
            }
            for (int i = 0; i < slopes; i++) {
                double xi = sums[d + Packed.at(i + 1, 0)];
                effect[i] += sums[i + 1] - sums[0] * xi / weight;
                centre[i] += xi;
                for (int j = 0; j <= i; j++) {
                    double xj = sums[d + Packed.at(j + 1, 0)];
                    within[Packed.at(i, j)] += sums[d + Packed.at(i + 1, j + 1)] - xi * xj / weight;
                }
            }
            rewards += sums[0] - weight * arm.offset();
            weights += weight;
        }
        for (int i = 0; i < slopes; i++) {
            within[Packed.at(i, i)] += SLOPE_WEIGHT;
        }
        double[] mean = new double[d];
        if (Packed.factor(within, slopes)) {
            Packed.forward(within, effect);
            Packed.backward(within, effect);
            System.arraycopy(effect, 0, mean, 1, slopes);
            for (int i = 0; i < slopes; i++) {
                rewards -= centre[i] * effect[i];
            }
        }
        mean[0] = (rewards + LEVEL * LEVEL_WEIGHT) / (weights + LEVEL_WEIGHT);
        return new Pool(mean);
    }

    /** Of a model that should be better than the average one by this. */
    double[] mean(double offset) {
        double[] shifted = mean.clone();
        shifted[0] += offset;
        return shifted;
    }
}
