package gateway.usage;

import java.util.List;

/**
 * Usage that is added in one go.
 *
 * @param writer who adds it, another one in each process and after each start
 * @param number that grows from batch to batch of a writer; a batch that is repeated keeps it
 * @param rows at most {@value #MOST}, each about something else
 */
public record UsageBatch(String writer, long number, List<UsageRow> rows) {
    /** A transaction of DynamoDB takes 100 items, one of which tells batches apart. */
    public static final int MOST = 99;

    public UsageBatch {
        rows = List.copyOf(rows);
        if (rows.size() > MOST) {
            throw new IllegalArgumentException("a batch has at most " + MOST + " rows");
        }
    }
}
