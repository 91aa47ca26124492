package gateway.secret;

/** What came of reading a credential again. */
public enum Refresh {
    /** Another value is there. */
    CHANGED,
    /** The value is the same. */
    UNCHANGED,
    /** There is no credential. */
    ABSENT,
    /** It could not be read: the last value stays. */
    FAILED
}
