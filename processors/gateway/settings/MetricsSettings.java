package gateway.settings;

/**
 * How fine metrics are.
 *
 * @param tenants that have figures of their own; further ones count together as {@code other_}
 */
public record MetricsSettings(@Range int tenants) {}
