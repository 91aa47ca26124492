package gateway.model;

/** A provider's stream whose first meaningful event has arrived, held back until somebody receives it. */
public interface Stream {
    /**
     * Hands over the events from the first one on. Called once, on the event loop of the call's relay.
     *
     * @param receiver gets every event
     */
    void start(Receiver receiver);

    /** Asks for a break: the receiver is full. */
    void pause();

    /** Asks for more. */
    void resume();

    /** Aborts the provider's call and tells the receiver {@link Receiver#cancelled}, unless the stream has ended. */
    void cancel();
}
