package gateway.guard.text;

/** Takes the words of a text, in order. */
interface Words {
    /**
     * A word.
     *
     * @param chars folded letters and digits; valid during the call only
     * @param length how many of them
     * @param gap what stood before it
     * @param caps whether it was written in capitals, at least three
     */
    void word(char[] chars, int length, Gap gap, boolean caps);

    /** What stands between two words, the strongest of what was there. */
    enum Gap {
        /** Blanks, hyphens, commas and the like. */
        NONE,
        /** The end of a sentence. */
        SENTENCE,
        COLON,
        QUOTE,
        NEWLINE,
        /** A border of a block of code. */
        CODE,
        /** From a cell of a table to the next. */
        CELL,
        /** From prose into a table. */
        TABLE_BEGINS,
        /** From a table into prose. */
        TABLE_ENDS;

        static final Gap[] ALL = values();
    }
}
