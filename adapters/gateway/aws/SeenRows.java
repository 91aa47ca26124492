package gateway.aws;

import gateway.quota.LedgerRow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of the ledger as they were last seen; those that were not asked for longest are forgotten. Thread-safe. */
final class SeenRows {
    private static final float LOAD = 0.75f;

    private final Map<String, LedgerRow> rows;

    /**
     * Makes an empty one.
     *
     * @param most so many rows are remembered
     */
    SeenRows(int most) {
        this.rows = new LinkedHashMap<>(16, LOAD, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, LedgerRow> eldest) {
                return size() > most;
            }
        };
    }

    synchronized @Nullable LedgerRow find(String counter) {
        return rows.get(counter);
    }

    synchronized void put(String counter, LedgerRow row) {
        rows.put(counter, row);
    }

    synchronized void forget(String counter) {
        rows.remove(counter);
    }
}
