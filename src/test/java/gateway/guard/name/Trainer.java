package gateway.guard.name;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;

/**
 * Fits a {@link Tagger}: gradient of the log-likelihood of a linear-chain CRF by forward and backward sums (Sutton and
 * McCallum 2012, section 4), steps by AdaGrad (Duchi, Hazan, Singer 2011). Confined to one thread.
 */
final class Trainer {
    private static final int TAGS = Tagger.TAGS;
    private static final float RATE = 0.12f;
    private static final float DECAY = 2e-5f;
    private static final float EPSILON = 1e-4f;
    private static final double FEATURE_DROP = 0.12;
    /** Beliefs this close to the truth are not learnt from. */
    private static final float SURE = 0.004f;

    private final int mask;
    private final float[] weights;
    private final float[] squares;
    private final float[] sums;
    private int summed;
    private final float[] steps = new float[TAGS * TAGS];
    private final float[] stepSquares = new float[TAGS * TAGS];
    private final Random random;
    private final int[] hashes = new int[Features.MAX];

    Trainer(int buckets, Random random) {
        mask = buckets - 1;
        weights = new float[buckets * TAGS];
        squares = new float[buckets * TAGS];
        sums = new float[buckets * TAGS];
        this.random = random;
        for (int from = 0; from < TAGS; from++) {
            for (int to = 0; to < TAGS; to++) {
                steps[from * TAGS + to] = Tagger.allowed(from, to) ? 0 : Tagger.NEVER;
            }
        }
    }

    /** Learns one text. */
    void learn(Tokens tokens, byte[] tags) {
        int count = tokens.count;
        if (count == 0) {
            return;
        }
        var features = new Features(tokens);
        int[][] kept = new int[count][];
        float[] scores = new float[count * TAGS];
        for (int i = 0; i < count; i++) {
            kept[i] = kept(features.of(i, hashes));
            for (int at : kept[i]) {
                for (int t = 0; t < TAGS; t++) {
                    scores[i * TAGS + t] += weights[at + t];
                }
            }
        }
        scores[Tagger.MORE_PERSON] = Tagger.NEVER;
        scores[Tagger.MORE_ADDRESS] = Tagger.NEVER;
        update(kept, scores, tags);
    }

    private int[] kept(int count) {
        int[] at = new int[count];
        int n = 0;
        for (int f = 0; f < count; f++) {
            if (random.nextDouble() >= FEATURE_DROP) {
                at[n++] = (hashes[f] & mask) * TAGS;
            }
        }
        return Arrays.copyOf(at, n);
    }

    private void update(int[][] kept, float[] scores, byte[] tags) {
        int count = tags.length;
        float[] ahead = new float[count * TAGS];
        float[] behind = new float[count * TAGS];
        System.arraycopy(scores, 0, ahead, 0, TAGS);
        float[] sum = new float[TAGS];
        for (int i = 1; i < count; i++) {
            for (int to = 0; to < TAGS; to++) {
                for (int from = 0; from < TAGS; from++) {
                    sum[from] = ahead[(i - 1) * TAGS + from] + steps[from * TAGS + to];
                }
                ahead[i * TAGS + to] = scores[i * TAGS + to] + logSum(sum);
            }
        }
        for (int i = count - 2; i >= 0; i--) {
            for (int from = 0; from < TAGS; from++) {
                for (int to = 0; to < TAGS; to++) {
                    sum[to] = steps[from * TAGS + to] + scores[(i + 1) * TAGS + to] + behind[(i + 1) * TAGS + to];
                }
                behind[i * TAGS + from] = logSum(sum);
            }
        }
        float total = logSum(Arrays.copyOfRange(ahead, (count - 1) * TAGS, count * TAGS));
        moveSteps(scores, ahead, behind, total, tags);
        float[] error = new float[TAGS];
        for (int i = 0; i < count; i++) {
            boolean sure = true;
            for (int t = 0; t < TAGS; t++) {
                error[t] =
                        (float) Math.exp(ahead[i * TAGS + t] + behind[i * TAGS + t] - total) - (tags[i] == t ? 1 : 0);
                sure &= Math.abs(error[t]) < SURE;
            }
            if (!sure) {
                move(kept[i], error);
            }
        }
    }

    private void move(int[] at, float[] error) {
        for (int bucket : at) {
            for (int t = 0; t < TAGS; t++) {
                int w = bucket + t;
                float gradient = error[t] + DECAY * weights[w];
                squares[w] += gradient * gradient;
                weights[w] -= RATE * gradient / (float) Math.sqrt(squares[w] + EPSILON);
            }
        }
    }

    private void moveSteps(float[] scores, float[] ahead, float[] behind, float total, byte[] tags) {
        float[] gradient = new float[TAGS * TAGS];
        for (int i = 1; i < tags.length; i++) {
            for (int from = 0; from < TAGS; from++) {
                for (int to = 0; to < TAGS; to++) {
                    gradient[from * TAGS + to] += (float) Math.exp(ahead[(i - 1) * TAGS + from]
                            + steps[from * TAGS + to]
                            + scores[i * TAGS + to]
                            + behind[i * TAGS + to]
                            - total);
                }
            }
            gradient[tags[i - 1] * TAGS + tags[i]] -= 1;
        }
        for (int s = 0; s < gradient.length; s++) {
            if (steps[s] > Tagger.NEVER / 2) {
                stepSquares[s] += gradient[s] * gradient[s];
                steps[s] -= RATE * gradient[s] / (float) Math.sqrt(stepSquares[s] + EPSILON);
            }
        }
    }

    private static float logSum(float[] values) {
        float most = values[0];
        for (float value : values) {
            most = Math.max(most, value);
        }
        double sum = 0;
        for (float value : values) {
            sum += Math.exp(value - most);
        }
        return most + (float) Math.log(sum);
    }

    /** Takes the weights as they are into the mean, which errs less on other texts than the last ones alone. */
    void keep() {
        for (int i = 0; i < weights.length; i++) {
            sums[i] += weights[i];
        }
        summed++;
    }

    /** The model with the mean of the kept weights, in one byte each. */
    Tagger tagger() {
        float scale = scale();
        return new Tagger(bytes(scale), scale / summed, steps.clone());
    }

    /** Writes that model. */
    void write(OutputStream to, int[] words, byte[] bits) throws IOException {
        float scale = scale();
        Tagger.write(to, words, bits, bytes(scale), scale / summed, steps);
    }

    private float scale() {
        float most = 0;
        for (float weight : sums) {
            most = Math.max(most, Math.abs(weight));
        }
        return Math.max(most, 1e-6f) / 127;
    }

    private byte[] bytes(float scale) {
        byte[] bytes = new byte[weights.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(sums[i] / scale);
        }
        return bytes;
    }
}
