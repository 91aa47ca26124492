package gateway.quota;

import java.util.ArrayList;
import java.util.List;

/**
 * What was reserved for one request of one owner's counters.
 *
 * @param parts the same counter may stand there more than once
 */
record Hold(List<Part> parts) {
    Hold {
        parts = List.copyOf(parts);
    }

    /**
     * A part of it.
     *
     * @param slice of which counter
     * @param amount how much
     */
    record Part(Slice slice, long amount) {}

    /** With what was reserved on top. */
    Hold and(Hold more) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(more.parts);
        return new Hold(all);
    }
}
