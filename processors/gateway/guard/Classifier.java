package gateway.guard;

/** Tells how much a text is of a kind, in time linear in its length. Thread-safe. */
public interface Classifier {
    /**
     * Judges a whole text.
     *
     * @param text any length, any Unicode
     * @return 0 (not at all) to 1; the calibration is the classifier's to document
     */
    double score(String text);

    /** Begins to judge a text that is still coming. */
    Running running();

    /** The judgement of a text that is still coming. Confined to one thread. */
    interface Running {
        /** Takes more of the text, cut anywhere; linear in what is added, whatever came before. */
        void add(String more);

        /** The judgement of what came so far, or of its latest part, whichever is worse. */
        double score();
    }
}
