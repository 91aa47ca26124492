package gateway.settings;

import gateway.model.Residency;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's key, known by its SHA-256. What is null is as the team or the tenant has it.
 *
 * @param id stands in logs and reports; two keys may share it while one takes the other's place
 * @param tenant whose
 * @param team of which of its parts; null = none
 * @param name for people
 * @param residency can only narrow the team's
 * @param models of the team's models, those that it may use
 * @param limits what may be used by it alone
 * @param created when it was made
 * @param until when it stops to be valid; null = when somebody takes it away
 */
public record KeySettings(
        String id,
        String tenant,
        @Nullable String team,
        @Nullable String name,
        @Nullable Residency residency,
        @Nullable List<String> models,
        @Nullable LimitSettings limits,
        Instant created,
        @Nullable Instant until) {
    public KeySettings {
        models = models == null ? null : List.copyOf(models);
    }
}
