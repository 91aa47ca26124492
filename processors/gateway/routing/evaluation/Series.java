package gateway.routing.evaluation;

import java.util.List;

/**
 * Points of one line of a {@link LineChart}.
 *
 * @param name in the legend
 * @param points in the order in which they are joined
 * @param joined whether there is a line; else only marks
 * @param style number of its colour, dashes and mark
 */
record Series(String name, List<Point> points, boolean joined, int style) {
    Series {
        points = List.copyOf(points);
    }

    /**
     * A point.
     *
     * @param label beside it; empty for none
     */
    record Point(double x, double y, String label) {}

    @Override
    public String toString() {
        return "Series[" + points.size() + " points]";
    }
}
