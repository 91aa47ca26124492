package gateway.guard.text;

/** Takes the features of words, word by word. */
interface Features {
    /**
     * A word begins. Tells whether all its features are known that depend on nothing around it: else they follow one by
     * one.
     *
     * @param hash as {@link Vocabulary} makes it
     */
    boolean word(long hash);

    /**
     * A feature of the current word.
     *
     * @param index 0 to 2^{@value NgramFeatures#BITS} - 1
     * @param strong whether it is one of a lexicon, which counts the same in texts of any length
     */
    void feature(int index, boolean strong);

    /** The current word has no more features. */
    void endWord();
}
