package gateway.routing.feature;

/** Takes the hashed features of a text, in order; one may come more than once. */
@FunctionalInterface
interface TextFeatures {
    /** Features are numbered 0 to 2^BITS - 1. */
    int BITS = 15;

    /** A word, a pair of words that follow one another, or a sign. */
    void feature(int index);
}
