package gateway.feedback;

/**
 * What a client says of an answer that there is.
 *
 * @param opinion what it says
 * @param about what was decided
 * @param model the model that served
 */
public record Grounded(Opinion opinion, Decided about, String model) {}
