package gateway.model;

import java.util.List;

/**
 * Splits the requests for one name between models, to compare them.
 *
 * @param arms in order; at least one has a weight
 */
public record Experiment(List<Arm> arms) {
    public Experiment {
        arms = List.copyOf(arms);
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
