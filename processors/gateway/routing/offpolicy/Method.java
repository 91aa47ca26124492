package gateway.routing.offpolicy;

/** A way to estimate the value of a policy; {@link OffPolicy} has the formulas. */
public enum Method {
    /** Inverse propensity scores. */
    IPS,
    /** The same, self-normalised. */
    SNIPS,
    /** Doubly robust. */
    DR
}
