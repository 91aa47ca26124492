package gateway.wire;

import gateway.model.Event;
import gateway.wire.sse.SseFrame;

/** Reads one streamed answer of a provider. Confined to one event loop. */
public interface EventReader {
    /**
     * Reads a frame. The event holds the frame's own bytes.
     *
     * @throws gateway.model.FailedException if the frame is an error or garbage
     */
    Event next(SseFrame frame);

    /** Whether the answer was complete, if the connection ended now. */
    boolean complete();

    /** Nothing more will be read, however the stream has ended. Called once. */
    default void close() {
        // most hold nothing
    }
}
