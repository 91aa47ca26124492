package gateway.model;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a provider's stream: what it means, and its own bytes for a client that speaks the same dialect.
 *
 * @param chunks what it means, in order; empty for a heartbeat
 * @param raw the frame with its terminator, not to be changed; null where the transport has no frames (Bedrock) or a
 *     stage has changed the content
 */
public record Event(List<Chunk> chunks, @Nullable ByteBuffer raw) {
    public Event {
        chunks = List.copyOf(chunks);
    }
}
