package gateway.usage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Sums up rows by some of their columns. Not thread-safe. */
public final class UsageSums implements Consumer<UsageRow> {
    private static final Comparator<List<String>> BY_VALUES = (one, other) -> {
        int order = 0;
        for (int i = 0; i < one.size() && order == 0; i++) {
            order = one.get(i).compareTo(other.get(i));
        }
        return order;
    };

    private final List<UsageColumn> by;
    private final int most;
    private final TreeMap<List<String>, Amounts> groups = new TreeMap<>(BY_VALUES);
    private Amounts total = Amounts.NONE;
    private boolean complete = true;

    /**
     * Begins with nothing.
     *
     * @param by what is told apart
     * @param most groups that there may be; further ones are left out
     */
    public UsageSums(List<UsageColumn> by, int most) {
        this.by = List.copyOf(by);
        this.most = most;
    }

    @Override
    public void accept(UsageRow row) {
        List<String> group = new ArrayList<>(by.size());
        by.forEach(column -> group.add(column.of(row.of())));
        total = total.plus(row.amounts());
        Amounts before = groups.get(group);
        if (before != null) {
            groups.put(group, before.plus(row.amounts()));
        } else if (groups.size() < most) {
            groups.put(group, row.amounts());
        } else {
            complete = false;
        }
    }

    /** The groups by the values of their columns, in the order of these. */
    public Map<List<String>, Amounts> groups() {
        return Collections.unmodifiableMap(groups);
    }

    /** Everything together. */
    public Amounts total() {
        return total;
    }

    /** Whether no group had to be left out. */
    public boolean isComplete() {
        return complete;
    }
}
