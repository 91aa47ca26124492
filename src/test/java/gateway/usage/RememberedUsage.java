package gateway.usage;

import gateway.control.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Usage in memory, of a store that can fail before and after it has added a batch. Thread-safe. */
public final class RememberedUsage implements UsageStore {
    private final Map<UsageKey, Amounts> rows = new HashMap<>();
    private final Map<String, Long> writers = new HashMap<>();
    private final List<UsageBatch> asked = new ArrayList<>();
    private int failing;
    private int losing;

    /** Takes none of the next batches. */
    synchronized void fail(int times) {
        failing = times;
    }

    /** Takes the next batches, and says that it did not. */
    synchronized void loseAnswers(int times) {
        losing = times;
    }

    /** All batches that came, taken or not. */
    synchronized List<UsageBatch> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized void add(UsageBatch batch) {
        asked.add(batch);
        if (failing > 0) {
            failing--;
            throw new StoreException("the disk is full");
        }
        if (writers.getOrDefault(batch.writer(), 0L) < batch.number()) {
            writers.put(batch.writer(), batch.number());
            batch.rows().forEach(row -> rows.merge(row.of(), row.amounts(), Amounts::plus));
        }
        if (losing > 0) {
            losing--;
            throw new StoreException("the connection broke");
        }
    }

    @Override
    public synchronized void read(UsageQuery query, Consumer<UsageRow> each) {
        rows.forEach((key, amounts) -> {
            if (query.includes(key)) {
                each.accept(new UsageRow(key, amounts));
            }
        });
    }
}
