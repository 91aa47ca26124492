package gateway.guard.name;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) with hashed features and weights of one
 * byte; the best sequence is found by Viterbi's algorithm, linear in the tokens. Immutable, thread-safe.
 */
final class Tagger {
    static final int OUT = 0;
    static final int PERSON = 1;
    static final int MORE_PERSON = 2;
    static final int ADDRESS = 3;
    static final int MORE_ADDRESS = 4;
    static final int TAGS = 5;
    /** What a forbidden step scores. */
    static final float NEVER = -1e9f;

    /** What a tag but {@link #OUT} scores where the word tells enough. */
    private static final float PLAIN = -8;

    private static final int MAGIC = 0x4E414D31;

    /** The most that two weights differ by; {@link Features#MAX} times two of it fit into a lane. */
    private static final int MOST = 255;

    private static final int LANE = 16;

    /** By bucket: {@link #lanes}. */
    private final long[] lanes;

    private final float scale;
    /** From tag times {@link #TAGS} plus to tag. */
    private final float[] steps;

    /**
     * @param weights of a feature hashed to bucket {@code b} for tag {@code t} at {@code b * TAGS + t}; buckets are a
     *     power of two
     * @param scale the weight of one unit
     * @param steps from tag to tag; a begin follows everything, a continuation only its own kind
     */
    Tagger(byte[] weights, float scale, float[] steps) {
        this.lanes = lanes(weights);
        this.scale = scale;
        this.steps = steps;
    }

    /** Whether a tag may follow another. */
    static boolean allowed(int from, int to) {
        return to == MORE_PERSON
                ? from == PERSON || from == MORE_PERSON
                : to != MORE_ADDRESS || from == ADDRESS || from == MORE_ADDRESS;
    }

    /**
     * The likeliest tags.
     *
     * @param outBias is added to the score of a token that is nothing: above 0 finds less and errs less
     */
    byte[] tag(Tokens tokens, float outBias) {
        int count = tokens.count;
        byte[] tags = new byte[count];
        if (count == 0) {
            return tags;
        }
        var features = new Features(tokens);
        int[] hashes = new int[Features.MAX];
        byte[] back = new byte[count * TAGS];
        float[] best = new float[TAGS];
        float[] next = new float[TAGS];
        for (int i = 0; i < count; i++) {
            if (features.plain(i)) {
                Arrays.fill(next, PLAIN);
                next[OUT] = 0;
            } else {
                emissions(hashes, features.of(i, hashes), next);
            }
            next[OUT] += outBias;
            if (i == 0) {
                next[MORE_PERSON] = NEVER;
                next[MORE_ADDRESS] = NEVER;
            } else {
                step(best, next, back, i * TAGS);
            }
            float[] swap = best;
            best = next;
            next = swap;
        }
        int tag = 0;
        for (int t = 1; t < TAGS; t++) {
            tag = best[t] > best[tag] ? t : tag;
        }
        for (int i = count - 1; i >= 0; i--) {
            tags[i] = (byte) tag;
            tag = back[i * TAGS + tag];
        }
        return tags;
    }

    private void step(float[] before, float[] now, byte[] back, int at) {
        for (int to = 0; to < TAGS; to++) {
            int from = 0;
            float most = before[0] + steps[to];
            for (int t = 1; t < TAGS; t++) {
                float score = before[t] + steps[t * TAGS + to];
                if (score > most) {
                    most = score;
                    from = t;
                }
            }
            now[to] += most;
            back[at + to] = (byte) from;
        }
    }

    /** Scores but for a constant, which no sequence gains by: that of {@link #OUT} is 0. */
    private void emissions(int[] hashes, int count, float[] into) {
        int mask = lanes.length - 1;
        long sums = 0;
        for (int f = 0; f < count; f++) {
            sums += lanes[hashes[f] & mask];
        }
        into[OUT] = 0;
        for (int tag = 1; tag < TAGS; tag++) {
            int sum = (int) (sums >>> (LANE * (tag - 1))) & 0xFFFF;
            into[tag] = (sum - count * MOST) * scale;
        }
    }

    /** The weights of a feature in one number: how much more each tag but {@link #OUT} weighs, from 0 up. */
    private static long[] lanes(byte[] weights) {
        long[] lanes = new long[weights.length / TAGS];
        for (int bucket = 0; bucket < lanes.length; bucket++) {
            int out = weights[bucket * TAGS];
            for (int tag = 1; tag < TAGS; tag++) {
                long more = (long) weights[bucket * TAGS + tag] - out + MOST;
                lanes[bucket] |= more << (LANE * (tag - 1));
            }
        }
        return lanes;
    }

    /** Reads what {@link #write} wrote and adds the words it knows to the lexicon. */
    static Tagger read(String resource, Lexicon lexicon) {
        try (var in = new DataInputStream(new GZIPInputStream(Lexicon.resource(resource)))) {
            if (in.readInt() != MAGIC) {
                throw new IllegalStateException(resource + " is no model of names");
            }
            int words = in.readInt();
            for (int i = 0; i < words; i++) {
                lexicon.add(in.readInt(), in.readByte());
            }
            float scale = in.readFloat();
            float[] steps = new float[TAGS * TAGS];
            for (int i = 0; i < steps.length; i++) {
                steps[i] = in.readFloat();
            }
            byte[] weights = new byte[in.readInt() * TAGS];
            in.readFully(weights);
            return new Tagger(weights, scale, steps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a model.
     *
     * @param words hashes of words
     * @param bits their classes
     * @param weights as the constructor takes them, like scale and steps
     */
    static void write(OutputStream to, int[] words, byte[] bits, byte[] weights, float scale, float[] steps)
            throws IOException {
        try (var out = new DataOutputStream(new GZIPOutputStream(to))) {
            out.writeInt(MAGIC);
            out.writeInt(words.length);
            for (int i = 0; i < words.length; i++) {
                out.writeInt(words[i]);
                out.writeByte(bits[i]);
            }
            out.writeFloat(scale);
            for (float step : steps) {
                out.writeFloat(step);
            }
            out.writeInt(weights.length / TAGS);
            out.write(weights);
        }
    }
}
