package gateway.routing.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A range with ticks at round numbers.
 *
 * @param low where it begins
 * @param high where it ends
 * @param logarithmic whether equal ratios have equal distances; both ends are above 0 then
 * @param ticks in order
 */
record Axis(double low, double high, boolean logarithmic, List<Double> ticks) {
    private static final int MOST_DECIMALS = 9;
    /** Below this, values count as 0. */
    private static final double SMALLEST = 1e-12;

    private static final double[] DIGITS = {1, 2, 5};

    Axis {
        ticks = List.copyOf(ticks);
    }

    /** One that holds all finite values, with about so many ticks. */
    static Axis of(double[] values, int count) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        double least = Arrays.stream(finite).min().orElse(0);
        double most = Arrays.stream(finite).max().orElse(1);
        if (most - least < 1e-12) {
            double half = Math.max(1e-6, Math.abs(most) / 2);
            least -= half;
            most += half;
        }
        double step = step((most - least) / count);
        List<Double> ticks = new ArrayList<>();
        long last = Math.round(Math.ceil(most / step));
        for (long i = Math.round(Math.floor(least / step)); i <= last; i++) {
            ticks.add(i * step);
        }
        return new Axis(ticks.getFirst(), ticks.getLast(), false, ticks);
    }

    /** One with equal distances for equal ratios; an ordinary one where not all values are above 0. */
    static Axis logarithmic(double[] values, int count) {
        double least = Arrays.stream(values).min().orElse(0);
        double most = Arrays.stream(values).max().orElse(0);
        if (!(least > SMALLEST && most < Double.POSITIVE_INFINITY)) {
            return of(values, count);
        }
        List<Double> ticks = new ArrayList<>();
        int last = (int) Math.floor(Math.log10(most)) + 1;
        for (int power = (int) Math.floor(Math.log10(least)); power <= last; power++) {
            for (double digit : DIGITS) {
                ticks.add(digit * Math.pow(10, power));
            }
        }
        while (ticks.size() > 2 && ticks.get(1) <= least) {
            ticks.removeFirst();
        }
        while (ticks.size() > 2 && ticks.get(ticks.size() - 2) >= most) {
            ticks.removeLast();
        }
        return new Axis(ticks.getFirst(), ticks.getLast(), true, ticks);
    }

    /** Where a value lies between two places. */
    double at(double value, double from, double to) {
        double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + share * (to - from);
    }

    /** As many decimals as tell a tick from the next one. */
    String label(double tick) {
        double step = logarithmic ? tick : ticks.get(1) - ticks.getFirst();
        int decimals = Math.clamp((int) Math.ceil(-Math.log10(step) - 1e-9), 0, MOST_DECIMALS);
        return String.format(Locale.ROOT, "%." + decimals + "f", tick);
    }

    private static double step(double wanted) {
        double power = Math.pow(10, Math.floor(Math.log10(wanted)));
        for (double digit : DIGITS) {
            if (wanted <= digit * power) {
                return digit * power;
            }
        }
        return 10 * power;
    }
}
