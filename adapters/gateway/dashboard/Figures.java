package gateway.dashboard;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What the meters said at one moment. Names are a meter's kind and its labels with {@code |} between.
 *
 * @param counts what only grows
 * @param states what goes up and down
 * @param times calls by the longest time that they took
 */
record Figures(Map<String, Double> counts, Map<String, Double> states, Map<String, Buckets> times) {
    static final Figures NONE = new Figures(Map.of(), Map.of(), Map.of());

    /** A count; 0 where there is none. */
    double count(String name) {
        return counts.getOrDefault(name, 0.0);
    }

    /** All counts of a kind together. */
    double sum(String kind) {
        double[] sum = {0};
        each(kind, (labels, count) -> sum[0] += count);
        return sum[0];
    }

    /** The counts of a kind by their labels. */
    void each(String kind, BiConsumer<String, Double> action) {
        counts.forEach((name, count) -> {
            if (name.startsWith(kind + "|")) {
                action.accept(name.substring(kind.length() + 1), count);
            }
        });
    }

    /** What was added since an earlier moment; states are those of now. */
    Figures since(Figures before) {
        Map<String, Double> added = new TreeMap<>();
        counts.forEach((name, count) -> {
            double more = count - before.count(name);
            if (more > 0) {
                added.put(name, more);
            }
        });
        Map<String, Buckets> took = new TreeMap<>();
        times.forEach((name, now) -> took.put(name, now.since(before.times.get(name))));
        return new Figures(added, states, took);
    }

    /** Shows no labels. */
    @Override
    public String toString() {
        return "Figures[" + counts.size() + ", " + states.size() + ", " + times.size() + "]";
    }
}
