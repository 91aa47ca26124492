package gateway.simulator;

import gateway.simulator.Reply.Part;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks through an answer, a piece a step, and has each written as an event. */
final class Playback implements Steps {
    private final List<Part> parts;
    private final StreamWriter writer;
    private final @Nullable Buffer error;
    private final Buffer garbage;
    private boolean started;
    private boolean opened;
    private boolean done;
    private int part;
    private int piece;
    private int tokens;

    /**
     * Takes the answer.
     *
     * @param error sent in place of the dialect's error; null for that
     * @param garbage is no event of the dialect
     */
    Playback(Reply reply, StreamWriter writer, @Nullable Buffer error, Buffer garbage) {
        this.parts = reply.parts();
        this.writer = writer;
        this.error = error;
        this.garbage = garbage;
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public Buffer next() {
        Buffer out = Buffer.buffer(512);
        if (!started) {
            writer.start(out);
            started = true;
        }
        while (part < parts.size()) {
            Part current = parts.get(part);
            if (!opened) {
                writer.open(out, current, part);
                opened = true;
            }
            if (piece < current.pieces().size()) {
                writer.piece(out, current, part, current.pieces().get(piece));
                piece++;
                tokens++;
                return out;
            }
            writer.close(out, current, part);
            part++;
            piece = 0;
            opened = false;
        }
        writer.end(out);
        done = true;
        return out;
    }

    @Override
    public int tokensSent() {
        return tokens;
    }

    @Override
    public Buffer error() {
        if (error != null) {
            return error;
        }
        Buffer out = Buffer.buffer();
        writer.error(out);
        return out;
    }

    @Override
    public Buffer garbage() {
        return garbage;
    }
}
