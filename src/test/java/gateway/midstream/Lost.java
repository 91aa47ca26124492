package gateway.midstream;

import gateway.failover.Matrix;
import gateway.midstream.Heard.Waits;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Tells how much longer a client waited than for an unbroken stream of the same dialect. Immutable. */
public final class Lost {
    private final Map<String, Waits> usual;

    private Lost(Map<String, Waits> usual) {
        this.usual = usual;
    }

    /** Compares with these streams, which were asked for as if for these cells. */
    public static Lost against(Map<Cell, List<Heard>> unbroken) {
        Map<String, Waits> usual = new TreeMap<>();
        for (String dialect : Matrix.DIALECTS) {
            usual.put(
                    dialect,
                    usual(unbroken.entrySet().stream()
                            .filter(each -> each.getKey().dialect().equals(dialect))
                            .map(Map.Entry::getValue)
                            .flatMap(Collection::stream)
                            .toList()));
        }
        return new Lost(usual);
    }

    /**
     * Nanoseconds that the break cost its client: the longest wait for the next text, or for the finish, beyond what
     * the same takes in an unbroken stream. For a stream that broke off, the wait until that was told.
     */
    public long nanos(Cell cell, Heard heard) {
        Waits same = usual.getOrDefault(cell.dialect(), new Waits(0, 0, 0));
        Waits these = heard.waits();
        return Math.max(
                these.first() - same.first(), Math.max(these.between() - same.between(), these.last() - same.last()));
    }

    private static Waits usual(List<Heard> unbroken) {
        List<Waits> waits = unbroken.stream().map(Heard::waits).toList();
        return new Waits(median(waits, Waits::first), median(waits, Waits::between), median(waits, Waits::last));
    }

    private static long median(List<Waits> waits, ToLongFunction<Waits> part) {
        return waits.stream()
                .mapToLong(part)
                .sorted()
                .skip(waits.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
