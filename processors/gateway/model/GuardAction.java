package gateway.model;

/** What is done about a finding, from the mildest to the strictest. */
public enum GuardAction {
    /** It is counted and noted in the decision record. */
    FLAG,
    /** A placeholder goes to the provider, and the caller gets the original back. */
    PSEUDONYMISE,
    /** The kind of it stands in its place, for everybody and for good. */
    REDACT,
    /** The request or the answer is refused. */
    BLOCK;

    /** The stricter one of two. */
    public GuardAction or(GuardAction other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
