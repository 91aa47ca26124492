package gateway.settings;

import gateway.model.OnDeadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant's requests are routed; what is null is as everybody has it.
 *
 * @param objective what {@code auto} weighs for it
 * @param explorationShare the share of its decisions that may explore; 0 = none
 * @param deadline soft deadline of its calls where they name none
 * @param onDeadline what becomes of its streams then
 */
public record TenantRouting(
        @Nullable String objective,
        @Nullable Double explorationShare,
        @Nullable Duration deadline,
        @Nullable OnDeadline onDeadline) {}
