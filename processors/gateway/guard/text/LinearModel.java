package gateway.guard.text;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The weights of one or more logistic regressions ("heads") over the same features, a byte each, and how the sums of
 * {@link WindowScorer} become probabilities: logistic(brief * a + wide * b + log(1 + words) * c + d), Platt's scaling
 * with the length as a second variable. Immutable.
 *
 * <p>File (gzip, big-endian): int magic, int heads; for each head float scale, float a, b, c, d; then the weights of all
 * features, heads side by side.
 */
final class LinearModel {
    private static final int MAGIC = 0x53524C32;
    private static final int CALIBRATION = 4;

    private final int heads;
    private final byte[] weights;
    private final float[] scales;
    private final float[] calibration;

    /**
     * A model as trained.
     *
     * @param values weights of all features, heads side by side
     * @param calibration four numbers a head
     */
    LinearModel(float[] values, float[] calibration) {
        this.heads = calibration.length / CALIBRATION;
        this.calibration = calibration.clone();
        scales = new float[heads];
        weights = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            scales[i % heads] = Math.max(scales[i % heads], Math.abs(values[i]) / 127);
        }
        for (int i = 0; i < values.length; i++) {
            float scale = scales[i % heads];
            weights[i] = (byte) (scale == 0 ? 0 : Math.round(values[i] / scale));
        }
    }

    private LinearModel(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("not a model");
        }
        heads = in.readInt();
        scales = new float[heads];
        calibration = new float[heads * CALIBRATION];
        for (int head = 0; head < heads; head++) {
            scales[head] = in.readFloat();
            for (int i = 0; i < CALIBRATION; i++) {
                calibration[head * CALIBRATION + i] = in.readFloat();
            }
        }
        weights = new byte[heads << NgramFeatures.BITS];
        in.readFully(weights);
    }

    static LinearModel read(byte[] file) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(file)))) {
            return new LinearModel(in);
        }
    }

    void write(OutputStream file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(file))) {
            out.writeInt(MAGIC);
            out.writeInt(heads);
            for (int head = 0; head < heads; head++) {
                out.writeFloat(scales[head]);
                for (int i = 0; i < CALIBRATION; i++) {
                    out.writeFloat(calibration[head * CALIBRATION + i]);
                }
            }
            out.write(weights);
        }
    }

    int heads() {
        return heads;
    }

    /** The weight at a place, feature * heads + head. */
    float weight(int at) {
        return weights[at] * scales[heads == 1 ? 0 : at % heads];
    }

    double probability(int head, double brief, double wide, int words) {
        int at = head * CALIBRATION;
        double sum = calibration[at] * brief
                + calibration[at + 1] * wide
                + calibration[at + 2] * Math.log1p(words)
                + calibration[at + 3];
        return 1 / (1 + Math.exp(-sum));
    }
}
