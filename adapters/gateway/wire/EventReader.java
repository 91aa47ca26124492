package gateway.wire;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.wire.sse.SseFrame;
import java.util.List;

/** Reads one streamed answer of a provider. Confined to one event loop. */
public interface EventReader {
    /**
     * Reads a frame. The event holds the frame's own bytes.
     *
     * @throws gateway.model.FailedException if the frame is an error or garbage
     */
    Event next(SseFrame frame);

    /**
     * What is known only now that the connection has ended, such as that a reason for the end was the last word; asked
     * for once, before {@link #complete}.
     */
    default List<Chunk> last() {
        return List.of();
    }

    /** Whether the answer was complete, if the connection ended now. */
    boolean complete();

    /** Nothing more will be read, however the stream has ended. Called once. */
    default void close() {
        // most hold nothing
    }
}
