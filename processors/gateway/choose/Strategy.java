package gateway.choose;

/** How deployments are ranked. */
public enum Strategy {
    /** Learns which model is worth it for which request. */
    BANDIT,
    /** Lowest priority number first; equals are drawn by weight. */
    PRIORITY,
    /** Drawn by weight. */
    WEIGHTED,
    /** Lowest price first. */
    CHEAPEST,
    /** Shortest time to the first token first, as seen lately; what has never been called comes before what has. */
    FASTEST
}
