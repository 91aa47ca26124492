package gateway.settings;

import gateway.model.Experiment;
import gateway.model.Mirroring;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Splits the requests for one name between models.
 *
 * @param arms by name
 * @param judge compares a share of the answers with another arm's; null = nobody does
 */
public record SplitSettings(
        Map<String, ArmSettings> arms, @Nullable JudgeSettings judge) {
    public SplitSettings {
        arms = Collections.unmodifiableMap(new LinkedHashMap<>(arms));
    }

    /**
     * One of the models that are compared.
     *
     * @param model its id
     * @param weight its share, of the sum of all weights
     */
    public record ArmSettings(String model, @Range int weight) {}

    /**
     * Copies of requests for another model.
     *
     * @param to its id
     * @param share of the requests, above 0 to 1
     * @param judge compares a share of the two answers; null = nobody does
     */
    public record MirrorSettings(
            String to, double share, @Nullable JudgeSettings judge) {}

    static Map<String, Experiment> experiments(@Nullable Map<String, SplitSettings> settings) {
        Map<String, Experiment> all = new LinkedHashMap<>();
        if (settings != null) {
            settings.forEach((name, split) -> all.put(
                    name,
                    new Experiment(
                            split.arms.entrySet().stream()
                                    .map(arm -> new Experiment.Arm(
                                            arm.getKey(),
                                            arm.getValue().model(),
                                            arm.getValue().weight()))
                                    .toList(),
                            JudgeSettings.rule(split.judge))));
        }
        return all;
    }

    static Map<String, Mirroring> mirrors(@Nullable Map<String, MirrorSettings> settings) {
        Map<String, Mirroring> all = new LinkedHashMap<>();
        if (settings != null) {
            settings.forEach((name, mirror) ->
                    all.put(name, new Mirroring(mirror.to(), mirror.share(), JudgeSettings.rule(mirror.judge()))));
        }
        return all;
    }
}
