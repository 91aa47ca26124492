package gateway.guard.text;

import java.util.Arrays;

/** The features of a text's words, kept for training. */
final class Recorded implements Features {
    private static final int STRONG_BIT = 1 << 30;
    private static final int MAX_WORDS = 600;

    private int[] features = new int[256];
    private int[] ends = new int[32];
    private int size;
    private int words;

    private Recorded() {}

    static Recorded of(String text, Lexicon lexicon) {
        Recorded recorded = new Recorded();
        WordReader reader = new WordReader(new NgramFeatures(lexicon, recorded));
        for (int i = 0; i < text.length() && recorded.words < MAX_WORDS; i++) {
            reader.add(text.charAt(i));
        }
        reader.end();
        recorded.features = Arrays.copyOf(recorded.features, recorded.size);
        recorded.ends = Arrays.copyOf(recorded.ends, recorded.words);
        return recorded;
    }

    @Override
    public boolean word(long hash) {
        return false;
    }

    @Override
    public void feature(int index, boolean strong) {
        if (size == features.length) {
            features = Arrays.copyOf(features, size * 2);
        }
        features[size++] = strong ? index | STRONG_BIT : index;
    }

    @Override
    public void endWord() {
        if (words == ends.length) {
            ends = Arrays.copyOf(ends, words * 2);
        }
        ends[words++] = size;
    }

    int words() {
        return words;
    }

    /** Where the features of a word begin. */
    int begin(int word) {
        return word == 0 ? 0 : ends[word - 1];
    }

    int index(int at) {
        return features[at] & ~STRONG_BIT;
    }

    boolean strong(int at) {
        return (features[at] & STRONG_BIT) != 0;
    }
}
