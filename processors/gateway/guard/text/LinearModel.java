package gateway.guard.text;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The weights of logistic regressions ("heads") over the same features, a byte each, and the small multinomial logistic
 * regression that makes probabilities of labels from the heads' sums over windows, the sum over all and the length of
 * the text (Platt's scaling, for more than one label). Label 0, none of the others, is the reference. Immutable.
 *
 * <p>File (gzip, big-endian): int magic, int heads, int labels, boolean windows; a float scale a head; the layer,
 * floats, {@link #inputs} for each label but 0; then the weights of all features, heads side by side.
 */
final class LinearModel {
    private static final int MAGIC = 0x53524C34;
    private static final double MEAN_LOG_WORDS = 3;
    private static final int SUMS = 3;

    private final int heads;
    private final int labels;
    private final boolean windows;
    private final byte[] weights;
    /** A bit a feature: whether it has a weight. Small enough for a processor's cache, and most features have none. */
    private final long[] weighed;

    private final float[] scales;
    private final float[] layer;

    /**
     * A model as trained.
     *
     * @param values weights of all features, heads side by side
     * @param layer {@link #inputs} numbers for each label but 0
     * @param windows whether windows are judged as well as the sum over all words
     */
    LinearModel(float[] values, int heads, float[] layer, boolean windows) {
        this.heads = heads;
        this.layer = layer.clone();
        this.windows = windows;
        labels = 1 + layer.length / inputs(heads);
        scales = new float[heads];
        weights = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            scales[i % heads] = Math.max(scales[i % heads], Math.abs(values[i]) / Byte.MAX_VALUE);
        }
        for (int i = 0; i < values.length; i++) {
            float scale = scales[i % heads];
            weights[i] = (byte) (scale == 0 ? 0 : Math.round(values[i] / scale));
        }
        weighed = weighed(weights, heads);
    }

    private LinearModel(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("not a model");
        }
        heads = in.readInt();
        labels = in.readInt();
        windows = in.readBoolean();
        scales = floats(in, heads);
        layer = floats(in, (labels - 1) * inputs(heads));
        weights = new byte[heads << NgramFeatures.BITS];
        in.readFully(weights);
        weighed = weighed(weights, heads);
    }

    static LinearModel read(byte[] file) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(file)))) {
            return new LinearModel(in);
        }
    }

    /** How many numbers the layer takes: three sums a head, the length, a constant. */
    static int inputs(int heads) {
        return SUMS * heads + 2;
    }

    void write(OutputStream file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(file))) {
            out.writeInt(MAGIC);
            out.writeInt(heads);
            out.writeInt(labels);
            out.writeBoolean(windows);
            for (float scale : scales) {
                out.writeFloat(scale);
            }
            for (float number : layer) {
                out.writeFloat(number);
            }
            out.write(weights);
        }
    }

    int heads() {
        return heads;
    }

    int labels() {
        return labels;
    }

    /** Whether any head has a weight for a feature. */
    boolean weighs(int feature) {
        return (weighed[feature >> 6] & 1L << feature) != 0;
    }

    /** The weight of a feature, as a multiple of the head's {@link #scale}. */
    int weight(int feature, int head) {
        return weights[feature * heads + head];
    }

    float scale(int head) {
        return scales[head];
    }

    /** What the layer sees of a text, once it has ended. */
    double[] inputs(WindowScorer sums) {
        double[] inputs = new double[inputs(heads)];
        for (int head = 0; head < heads; head++) {
            inputs[SUMS * head] = windows ? sums.brief(head) : 0;
            inputs[SUMS * head + 1] = windows ? sums.wide(head) : 0;
            inputs[SUMS * head + 2] = sums.whole(head);
        }
        inputs[SUMS * heads] = Math.log1p(sums.words()) - MEAN_LOG_WORDS;
        inputs[SUMS * heads + 1] = 1;
        return inputs;
    }

    /** The probabilities of all labels, in order. */
    double[] probabilities(double[] inputs) {
        double[] odds = new double[labels];
        odds[0] = 1;
        double sum = 1;
        for (int label = 1; label < labels; label++) {
            double logit = 0;
            for (int i = 0; i < inputs.length; i++) {
                logit += layer[(label - 1) * inputs.length + i] * inputs[i];
            }
            odds[label] = Math.exp(Math.min(logit, 500));
            sum += odds[label];
        }
        for (int label = 0; label < labels; label++) {
            odds[label] /= sum;
        }
        return odds;
    }

    private static long[] weighed(byte[] weights, int heads) {
        long[] weighed = new long[weights.length / heads / Long.SIZE];
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] != 0) {
                int feature = i / heads;
                weighed[feature >> 6] |= 1L << feature;
            }
        }
        return weighed;
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = in.readFloat();
        }
        return floats;
    }
}
