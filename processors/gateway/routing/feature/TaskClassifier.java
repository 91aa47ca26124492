package gateway.routing.feature;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Guesses from the words of a request what {@link Task} it is, by multinomial logistic regression over hashed words and
 * pairs of words, and, by linear regression over the same, what models make of it. Weights are a byte each. Immutable,
 * thread-safe.
 *
 * <p>File (gzip, big-endian): int magic, int bits, int heads; a float scale and a float constant a head; then the
 * weights of all features, heads side by side: one a {@link Task} in its order, then difficulty.
 */
public final class TaskClassifier {
    static final int TASKS = Task.values().length;
    /** The head of {@link Guess#difficulty()}. */
    static final int DIFFICULTY = TASKS;

    static final int HEADS = TASKS + 1;
    private static final int MAGIC = 0x53525431;

    private final float[] scales;
    private final float[] constants;
    private final byte[] weights;

    /**
     * A model as trained.
     *
     * @param values weights of all features, heads side by side
     * @param constants one a head
     */
    TaskClassifier(float[] values, float[] constants) {
        this.constants = constants.clone();
        scales = new float[HEADS];
        weights = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            scales[i % HEADS] = Math.max(scales[i % HEADS], Math.abs(values[i]) / Byte.MAX_VALUE);
        }
        for (int i = 0; i < values.length; i++) {
            float scale = scales[i % HEADS];
            weights[i] = (byte) (scale == 0 ? 0 : Math.round(values[i] / scale));
        }
    }

    private TaskClassifier(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC || in.readInt() != TextFeatures.BITS || in.readInt() != HEADS) {
            throw new IOException("not a model of these tasks");
        }
        scales = new float[HEADS];
        constants = new float[HEADS];
        for (int head = 0; head < HEADS; head++) {
            scales[head] = in.readFloat();
            constants[head] = in.readFloat();
        }
        weights = new byte[HEADS << TextFeatures.BITS];
        in.readFully(weights);
    }

    /** The model that the program ships with. */
    public static TaskClassifier shipped() {
        try (InputStream file = TaskClassifier.class.getResourceAsStream("/gateway/routing/tasks.model")) {
            return read(Objects.requireNonNull(file, "tasks.model").readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("tasks.model", e);
        }
    }

    /**
     * A model from its file.
     *
     * @throws IOException if it is no such file
     */
    static TaskClassifier read(byte[] file) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(file)))) {
            return new TaskClassifier(in);
        }
    }

    void write(OutputStream file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(file))) {
            out.writeInt(MAGIC);
            out.writeInt(TextFeatures.BITS);
            out.writeInt(HEADS);
            for (int head = 0; head < HEADS; head++) {
                out.writeFloat(scales[head]);
                out.writeFloat(constants[head]);
            }
            out.write(weights);
        }
    }

    /** A reading of one request. */
    Reading reading() {
        return new Reading(this);
    }

    /** What a request seems to be. */
    static final class Guess {
        private final double[] tasks;
        private final double difficulty;

        private Guess(double[] tasks, double difficulty) {
            this.tasks = tasks;
            this.difficulty = difficulty;
        }

        /** The probability of the task at an index; all add up to 1. */
        double task(int index) {
            return tasks[index];
        }

        /**
         * How much better than usual models answer it, on the average of many; 1 = all right instead of all wrong, less
         * than 0 = it is hard.
         */
        double difficulty() {
            return difficulty;
        }
    }

    /**
     * Sums up weights of the features of a request. A feature counts once; those that come first weigh as
     * {@link #FULL}, those after {@link #weigh} as little as that says. Confined to one thread.
     */
    static final class Reading implements TextFeatures {
        static final int FULL = 4;

        private final TaskClassifier model;
        private final long[] seen = new long[1 << (BITS - 6)];
        private final int[] sums = new int[HEADS];
        private int weight = FULL;
        private long squares;

        private Reading(TaskClassifier model) {
            this.model = model;
        }

        /** How much what comes now weighs. */
        void weigh(int quarters) {
            weight = quarters;
        }

        @Override
        public void feature(int index) {
            long bit = 1L << index;
            if ((seen[index >>> 6] & bit) != 0) {
                return;
            }
            seen[index >>> 6] |= bit;
            squares += (long) weight * weight;
            byte[] weights = model.weights;
            int at = index * HEADS;
            for (int head = 0; head < HEADS; head++) {
                sums[head] += weight * weights[at + head];
            }
        }

        /** What all of it says. */
        Guess guess() {
            double root = Math.sqrt(squares + (double) FULL * FULL);
            double[] tasks = new double[TASKS];
            double most = Double.NEGATIVE_INFINITY;
            for (int task = 0; task < TASKS; task++) {
                tasks[task] = sum(task, root);
                most = Math.max(most, tasks[task]);
            }
            double all = 0;
            for (int task = 0; task < TASKS; task++) {
                tasks[task] = Math.exp(tasks[task] - most);
                all += tasks[task];
            }
            for (int task = 0; task < TASKS; task++) {
                tasks[task] /= all;
            }
            return new Guess(tasks, sum(DIFFICULTY, root));
        }

        private double sum(int head, double root) {
            return model.constants[head] + model.scales[head] * sums[head] / root;
        }
    }
}
