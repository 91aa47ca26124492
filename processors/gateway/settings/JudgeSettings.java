package gateway.settings;

import gateway.model.Judging;
import org.jspecify.annotations.Nullable;

/**
 * Has a share of answers judged by a model.
 *
 * @param model id of the model that judges
 * @param share of what could be judged, above 0 to 1
 * @param rubric what makes an answer good; null = as everybody has it
 * @param learn whether the router learns from what it says; null = it does not
 */
public record JudgeSettings(
        String model,
        double share,
        @Nullable String rubric,
        @Nullable Boolean learn) {
    static @Nullable Judging rule(@Nullable JudgeSettings settings) {
        return settings == null
                ? null
                : new Judging(settings.model, settings.share, settings.rubric, Boolean.TRUE.equals(settings.learn));
    }

    /** Shows no rubric: it may tell what the tenant works on. */
    @Override
    public String toString() {
        return "JudgeSettings[" + model + ", " + share + "]";
    }
}
