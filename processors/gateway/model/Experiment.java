package gateway.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits the requests for one name between models, to compare them.
 *
 * @param arms in order; at least one has a weight
 * @param judge compares a share of its answers with those of another arm; null = nobody does
 */
public record Experiment(List<Arm> arms, @Nullable Judging judge) {
    public Experiment {
        arms = List.copyOf(arms);
    }

    /** One whose answers nobody compares. */
    public Experiment(List<Arm> arms) {
        this(arms, null);
    }

    /**
     * One of them.
     *
     * @param name as records and metrics call it
     * @param model id of the model
     * @param weight its share, of the sum of all weights
     */
    public record Arm(String name, String model, int weight) {}
}
