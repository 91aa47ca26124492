package gateway.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What each stage did to a request and why; without content.
 *
 * @param steps in order
 */
public record DecisionRecord(List<Step> steps) {
    public static final DecisionRecord EMPTY = new DecisionRecord(List.of());

    public DecisionRecord {
        steps = List.copyOf(steps);
    }

    /**
     * What one stage did.
     *
     * @param stage its name in the route
     * @param removed the deployments that it took away, each with the reason, as {@code id: reason}
     * @param note what else it decided; empty for nothing
     */
    public record Step(String stage, List<String> removed, String note) {
        public Step {
            removed = List.copyOf(removed);
        }
    }

    /** This record with one more step. */
    public DecisionRecord with(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new DecisionRecord(more);
    }
}
