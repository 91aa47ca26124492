package gateway.settings;

/**
 * An amount in USD, written as {@code 12.50} or {@code 100}: at most 999999999.999999, so that every reader of JSON
 * gets it whole.
 *
 * @param micro in micro-USD
 */
public record Usd(long micro) {}
