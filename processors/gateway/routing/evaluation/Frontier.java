package gateway.routing.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What quality can be had at what cost, by mixing some ways to choose: the upper concave envelope of their points,
 * which nowhere falls (the non-decreasing convex hull of RouterBench, Hu et al. 2024, arXiv:2403.12031). Immutable.
 */
final class Frontier {
    private final List<At> corners;

    /** A way to choose: its mean cost in USD, and its mean quality. */
    record At(double usd, double quality) {}

    private Frontier(List<At> corners) {
        this.corners = corners;
    }

    /**
     * Of some points.
     *
     * @param points at least one
     */
    static Frontier of(List<At> points) {
        List<At> sorted = new ArrayList<>(points);
        sorted.sort(Comparator.comparingDouble(At::usd).thenComparing(At::quality, Comparator.reverseOrder()));
        List<At> corners = new ArrayList<>();
        double most = Double.NEGATIVE_INFINITY;
        for (At next : sorted) {
            if (next.quality() <= most) {
                continue;
            }
            most = next.quality();
            while (corners.size() > 1 && isBelow(corners.getLast(), corners.get(corners.size() - 2), next)) {
                corners.removeLast();
            }
            corners.add(next);
        }
        return new Frontier(corners);
    }

    /** The quality at a cost; below that of the first point, the quality of the first point. */
    double quality(double usd) {
        At before = corners.getFirst();
        for (At next : corners.subList(1, corners.size())) {
            if (usd < next.usd()) {
                return usd <= before.usd()
                        ? before.quality()
                        : before.quality()
                                + (next.quality() - before.quality())
                                        * (usd - before.usd())
                                        / (next.usd() - before.usd());
            }
            before = next;
        }
        return before.quality();
    }

    /** The least cost at which there is a quality, in USD; NaN if there is none. */
    double usd(double quality) {
        At before = corners.getFirst();
        for (At next : corners) {
            if (quality <= next.quality()) {
                double rise = next.quality() - before.quality();
                return rise <= 0
                        ? next.usd()
                        : before.usd() + (next.usd() - before.usd()) * (quality - before.quality()) / rise;
            }
            before = next;
        }
        return Double.NaN;
    }

    /** The mean quality over all costs from one to another: the area below the curve over its width. */
    double area(double from, double to) {
        List<Double> cuts = new ArrayList<>(List.of(from, to));
        corners.stream().map(At::usd).filter(usd -> usd > from && usd < to).forEach(cuts::add);
        cuts.sort(Comparator.naturalOrder());
        double area = 0;
        for (int i = 1; i < cuts.size(); i++) {
            double a = cuts.get(i - 1);
            double b = cuts.get(i);
            area += (b - a) * (quality(a) + quality(b)) / 2;
        }
        return to > from ? area / (to - from) : quality(from);
    }

    private static boolean isBelow(At middle, At before, At after) {
        double along = (middle.usd() - before.usd()) * (after.quality() - before.quality());
        double up = (middle.quality() - before.quality()) * (after.usd() - before.usd());
        return up <= along;
    }
}
