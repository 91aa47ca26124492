package gateway.guard.text;

/**
 * What the words of a vocabulary weigh by themselves, whatever stands around them: sums of weights that would else be
 * looked up letter by letter. Immutable.
 */
final class WordSums {
    private final Vocabulary vocabulary;
    private final int heads;
    /** By word: how many features it has, then the sum of their weights for each head. */
    private final int[] sums;

    /** Works them out for a model. */
    WordSums(LinearModel model, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        heads = model.heads();
        sums = new int[vocabulary.words().size() * (heads + 1)];
        int at = 0;
        for (String word : vocabulary.words()) {
            at = put(model, word.toCharArray(), at);
        }
    }

    /** Where in {@link #at} a word's numbers begin; negative if it is not known. */
    int find(long hash) {
        return vocabulary.find(hash) * (heads + 1);
    }

    /** How many features the word has at its first index, then the sum of their weights, a head each. */
    int at(int index) {
        return sums[index];
    }

    private int put(LinearModel model, char[] word, int at) {
        NgramFeatures.ofWord(word, word.length, new Features() {
            @Override
            public boolean word(long hash) {
                return false;
            }

            @Override
            public void feature(int index, boolean strong) {
                sums[at]++;
                for (int head = 0; head < heads; head++) {
                    sums[at + 1 + head] += model.weight(index, head);
                }
            }

            @Override
            public void endWord() {}
        });
        return at + heads + 1;
    }
}
