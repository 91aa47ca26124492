package gateway.queue;

/** A queue does not do what it should; its message stays there. Its own words hold no content. */
public final class QueueException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A fault with its cause. */
    public QueueException(String message, Throwable cause) {
        super(message, cause);
    }
}
