package gateway.guard.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Texts with those of their features that more than one of them has, as features of a single text tell nothing about
 * another, numbered from 0 without gaps, so that what is learnt of them lies close together. Immutable.
 */
final class Kept {
    private static final int STRONG_BIT = 1 << 30;
    private static final int NONE = -1;

    private final int[] numbers = new int[1 << NgramFeatures.BITS];
    private final List<Text> texts;
    private final int size;

    /** A text's kept features. */
    static final class Text {
        private final int[] features;
        private final int[] ends;
        private final int[] plains;

        private Text(int[] features, int[] ends, int[] plains) {
            this.features = features;
            this.ends = ends;
            this.plains = plains;
        }

        int words() {
            return ends.length - 1;
        }

        /** Where the features of a word begin. */
        int begin(int word) {
            return ends[word];
        }

        /** How many plain features the words before one have, kept or not. */
        int plain(int word) {
            return plains[word];
        }

        int index(int at) {
            return features[at] & ~STRONG_BIT;
        }

        boolean strong(int at) {
            return (features[at] & STRONG_BIT) != 0;
        }
    }

    Kept(List<Recorded> recorded) {
        boolean[] frequent = frequent(recorded);
        int count = 0;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = frequent[i] ? count++ : NONE;
        }
        size = count;
        texts = new ArrayList<>(recorded.size());
        for (Recorded text : recorded) {
            texts.add(of(text));
        }
    }

    List<Text> texts() {
        return texts;
    }

    /** How many features there are. */
    int size() {
        return size;
    }

    /** Numbers of the kept features, put where the model has them. */
    float[] spread(double[] values) {
        float[] all = new float[numbers.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers[i] == NONE ? 0 : (float) values[numbers[i]];
        }
        return all;
    }

    private Text of(Recorded text) {
        int[] features = new int[text.begin(text.words())];
        int[] ends = new int[text.words() + 1];
        int[] plains = new int[text.words() + 1];
        int count = 0;
        for (int word = 0; word < text.words(); word++) {
            plains[word + 1] = plains[word];
            for (int at = text.begin(word); at < text.begin(word + 1); at++) {
                plains[word + 1] += text.strong(at) ? 0 : 1;
                int number = numbers[text.index(at)];
                if (number != NONE) {
                    features[count++] = text.strong(at) ? number | STRONG_BIT : number;
                }
            }
            ends[word + 1] = count;
        }
        return new Text(Arrays.copyOf(features, count), ends, plains);
    }

    private static boolean[] frequent(List<Recorded> texts) {
        boolean[] frequent = new boolean[1 << NgramFeatures.BITS];
        int[] last = new int[frequent.length];
        for (int i = 0; i < texts.size(); i++) {
            Recorded text = texts.get(i);
            int end = text.begin(text.words());
            for (int at = 0; at < end; at++) {
                int index = text.index(at);
                frequent[index] |= last[index] != 0 && last[index] != i + 1;
                last[index] = i + 1;
            }
        }
        return frequent;
    }
}
