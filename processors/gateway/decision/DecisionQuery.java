package gateway.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which records are wanted; what is null may be anything.
 *
 * @param from not before
 * @param to before
 * @param tenant of this tenant
 * @param model of this model
 * @param result with this result
 * @param limit at most so many, newest first
 */
public record DecisionQuery(
        Instant from,
        Instant to,
        @Nullable String tenant,
        @Nullable String model,
        @Nullable String result,
        int limit) {}
