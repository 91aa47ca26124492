package gateway.ingress;

import io.vertx.core.buffer.Buffer;

/**
 * One transport's way to one caller. Confined to one event loop. After {@link #end}, {@link #fail} or {@link #stopped}
 * nothing more is written.
 */
public interface Sink {
    /** Sends whole frames of the caller's dialect; drops them if the caller has left. */
    void write(Buffer frames);

    /** Whether more than a little waits to be taken by the caller. */
    boolean isFull();

    /**
     * Runs the action once, when the caller has taken what waited. A caller that takes nothing for too long is cut by
     * the sink itself.
     */
    void whenDrained(Runnable action);

    /** The answer is complete. */
    void end(Buffer last);

    /**
     * The answer broke off.
     *
     * @param last the dialect's error event; after it the answer must end in a way that no client takes for a success
     */
    void fail(Buffer last);

    /** The caller has left, and the stream has learnt of it. */
    void stopped();

    /** Whether the caller has left. */
    boolean isClosed();
}
