package gateway.guard.text;

/** Takes the features of words, word by word. */
interface Features {
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
