package gateway.wire.sse;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One event of an event stream.
 *
 * @param event its name; null where it has none
 * @param data its data lines, joined by line feeds; a heap buffer, empty for a comment or a lone name
 * @param raw its bytes as they came, blank line included; not to be changed
 */
public record SseFrame(@Nullable String event, ByteBuffer data, ByteBuffer raw) {
    /** Shows no content. */
    @Override
    public String toString() {
        return "SseFrame[length=" + raw.remaining() + "]";
    }
}
