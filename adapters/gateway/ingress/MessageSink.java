package gateway.ingress;

import org.jspecify.annotations.Nullable;

/** Like {@link Sink}, for transports that carry messages in place of bytes. Confined to one event loop. */
public interface MessageSink {
    /**
     * Sends one event of the answer; drops it if the caller has left.
     *
     * @param json the event's data in the caller's dialect, one JSON object
     */
    void message(String json);

    /**
     * Another deployment goes on with the answer. Who does not care hears nothing of it.
     *
     * @param deployment its id
     */
    default void continuedBy(String deployment) {}

    /** Whether more than a little waits to be taken by the caller. */
    boolean isFull();

    /** Runs the action once, when the caller has taken what waited; cuts one that takes nothing for too long. */
    void whenDrained(Runnable action);

    /** The answer is complete. */
    void end();

    /**
     * The answer broke off.
     *
     * @param json the dialect's error event; null if it has none
     */
    void fail(@Nullable String json);

    /** The caller has left, and the stream has learnt of it. */
    void stopped();

    /** Whether the caller has left. */
    boolean isClosed();
}
