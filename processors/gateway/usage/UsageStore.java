package gateway.usage;

import java.util.function.Consumer;

/** Where usage is summed up. Calls block. Thread-safe, also between processes. */
public interface UsageStore {
    /**
     * Adds a batch to what is there, all of it or nothing. One that was added before, but whose answer was lost, is not
     * added again: that holds for the writer's last batch, however late it comes.
     *
     * @throws gateway.control.StoreException if it is not known whether it was added
     */
    void add(UsageBatch batch);

    /**
     * Gives the rows one by one, in no order.
     *
     * @throws gateway.control.StoreException if they cannot be read
     */
    void read(UsageQuery query, Consumer<UsageRow> each);
}
