package gateway.routing;

/**
 * A model that may be chosen.
 *
 * @param model its id
 * @param deployment the place that would be called first
 * @param usd expected cost, in USD
 * @param seconds expected time to the first token
 */
public record Option(String model, String deployment, double usd, double seconds) {}
