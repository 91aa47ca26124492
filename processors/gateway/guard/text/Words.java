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
        NONE(0),
        /** The end of a sentence. */
        SENTENCE(1),
        COLON(2),
        QUOTE(3),
        NEWLINE(4),
        /** A border of a block of code. */
        CODE(5),
        /** From a cell of a table to the next. */
        CELL(6),
        /** From prose into a table. */
        TABLE_BEGINS(7),
        /** From a table into prose. */
        TABLE_ENDS(8);

        private final int number;

        Gap(int number) {
            this.number = number;
        }

        /** What models know it by. */
        int number() {
            return number;
        }
    }
}
