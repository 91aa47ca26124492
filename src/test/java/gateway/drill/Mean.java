package gateway.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The mean of several runs, with its 95 % interval. */
final class Mean {
    private static final double INTERVAL = 1.96;

    private final List<Double> all = new ArrayList<>();

    void add(double one) {
        all.add(one);
    }

    double value() {
        return all.stream().mapToDouble(each -> each).average().orElse(0);
    }

    @Override
    public String toString() {
        double mean = value();
        double squares =
                all.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum();
        double interval = all.size() < 2 ? 0 : INTERVAL * Math.sqrt(squares / (all.size() - 1) / all.size());
        return String.format(Locale.ROOT, "%+.4f ± %.4f", mean, interval);
    }
}
