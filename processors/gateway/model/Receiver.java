package gateway.model;

/**
 * The next place in a stream's chain of push stages. Called on one event loop only. After one of {@link #end},
 * {@link #fail} or {@link #cancelled} nothing more comes.
 */
public interface Receiver {
    /** One event. */
    void next(Event event);

    /** No further event is at hand now: what was held for batching is to be written. */
    void flush();

    /** The answer is complete. */
    void end();

    /** The answer broke off. */
    void fail(Failure failure);

    /** The client has left. */
    void cancelled();
}
