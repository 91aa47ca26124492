package gateway.routing;

/**
 * How strongly a belief keeps to its prior, in lessons.
 *
 * @param level precision of the level, the first number of a context
 * @param slopes precision of all others: so many lessons it takes until content begins to count
 */
record Shrinkage(double level, double slopes) {
    double precision(int index) {
        return index == 0 ? level : slopes;
    }
}
