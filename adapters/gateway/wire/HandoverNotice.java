package gateway.wire;

import gateway.model.Chunk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Tells in a stream that another deployment goes on: a comment of server-sent events, over which clients pass that do
 * not look for it.
 */
public final class HandoverNotice {
    /** What the comment begins with; the id of the deployment follows. */
    public static final String BEGINNING = ": serai-continued-by ";

    private HandoverNotice() {}

    /** Writes it, if another deployment goes on. */
    public static void write(Chunk.Handover handover, ByteSink out) {
        if (handover.goesOn()) {
            String id = handover.outcome().served().deployment().id();
            out.put(ByteBuffer.wrap((BEGINNING + id + "\n\n").getBytes(StandardCharsets.UTF_8)));
        }
    }
}
