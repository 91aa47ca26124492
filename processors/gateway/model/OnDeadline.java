package gateway.model;

/** What becomes of a stream that is under way when its soft deadline passes. */
public enum OnDeadline {
    /** It ends early, as if it had come to the bound of its tokens, and says why. */
    FINISH,
    /** It ends with an error event. */
    ERROR
}
