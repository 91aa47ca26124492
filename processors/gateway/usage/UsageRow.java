package gateway.usage;

/**
 * One line of usage.
 *
 * @param of whose, of what and when
 * @param amounts how much
 */
public record UsageRow(UsageKey of, Amounts amounts) {}
