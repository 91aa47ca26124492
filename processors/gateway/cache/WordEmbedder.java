package gateway.cache;

/**
 * Turns texts into vectors by their words, pairs of words and groups of four letters, hashed (feature hashing,
 * Weinberger et al. 2009). It sees how alike two wordings are, and nothing of what they mean: {@code docs/cache.md}
 * says what follows from that. Needs no model and no call. Thread-safe.
 */
public final class WordEmbedder implements Embedder {
    private static final int DIMENSION = 512;
    private static final int LETTERS = 4;
    private static final float WORD = 1f;
    private static final float PAIR = 1f;
    private static final float GROUP = 0.35f;

    private static final long SEED = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    @Override
    public float[] embed(String text) {
        float[] vector = new float[DIMENSION];
        long before = SEED;
        for (String word : Wording.words(text)) {
            long hash = hash(SEED, word);
            add(vector, hash, WORD);
            add(vector, before * PRIME ^ hash, PAIR);
            String bounded = "^" + word + "$";
            for (int i = 0; i + LETTERS <= bounded.length(); i++) {
                add(vector, hash(PRIME, bounded.substring(i, i + LETTERS)), GROUP);
            }
            before = hash;
        }
        return normalised(vector);
    }

    private static void add(float[] vector, long hash, float weight) {
        long mixed = (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
        int at = (int) (mixed >>> 33) % vector.length;
        // by its sign, what falls into the same place by chance does not add up
        vector[at] += (mixed & 1) == 0 ? weight : -weight;
    }

    private static long hash(long seed, String word) {
        long hash = seed;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * PRIME;
        }
        return hash;
    }

    private static float[] normalised(float[] vector) {
        double squares = 0;
        for (float each : vector) {
            squares += (double) each * each;
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; length > 0 && i < vector.length; i++) {
            vector[i] /= length;
        }
        return vector;
    }
}
