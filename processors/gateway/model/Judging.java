package gateway.model;

import org.jspecify.annotations.Nullable;

/**
 * Has a share of answers judged by a model.
 *
 * @param model id of the model that judges
 * @param share of what could be judged, above 0 to 1
 * @param rubric what makes an answer good, in the tenant's words; null = as everybody has it
 * @param learns whether the router learns from what it says
 */
public record Judging(String model, double share, @Nullable String rubric, boolean learns) {
    /** Shows no rubric: it may tell what the tenant works on. */
    @Override
    public String toString() {
        return "Judging[" + model + ", " + share + ", learns=" + learns + "]";
    }
}
