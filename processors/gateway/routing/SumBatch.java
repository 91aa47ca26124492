package gateway.routing;

import java.util.Map;

/**
 * What a writer has to add.
 *
 * @param writer which process, another one after each start
 * @param number grows with each batch of a writer: one that comes again is added once
 * @param deltas what is to be added, by key
 */
public record SumBatch(String writer, long number, Map<String, Sums> deltas) {
    public SumBatch {
        deltas = Map.copyOf(deltas);
    }
}
