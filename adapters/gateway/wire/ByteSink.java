package gateway.wire;

import java.nio.ByteBuffer;

/** Takes bytes for a client; they go out with the next flush. */
@FunctionalInterface
public interface ByteSink {
    /**
     * Takes the remaining bytes.
     *
     * @param bytes must not be changed afterwards; its position is left alone
     */
    void put(ByteBuffer bytes);
}
