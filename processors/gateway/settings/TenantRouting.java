package gateway.settings;

import org.jspecify.annotations.Nullable;

/**
 * How a tenant's requests are routed; what is null is as everybody has it.
 *
 * @param objective what {@code auto} weighs for it
 * @param explorationShare the share of its decisions that may explore; 0 = none
 */
public record TenantRouting(
        @Nullable String objective, @Nullable Double explorationShare) {}
