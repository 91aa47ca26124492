package gateway.model;

/** What a client wants when a stream breaks off after its first byte. */
public enum OnBreak {
    /** An error event, and a torn connection. */
    ERROR,
    /** Another deployment answers from the beginning, if nothing of substance was sent. */
    RESTART,
    /** Another deployment goes on with the text so far, where that is possible. */
    CONTINUE
}
