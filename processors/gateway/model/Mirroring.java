package gateway.model;

/**
 * Sends a copy of a share of the requests for one name to another model, whose answers nobody is given.
 *
 * @param to id of the model
 * @param share 0 to 1
 */
public record Mirroring(String to, double share) {}
