package gateway.simulator;

import io.vertx.core.buffer.Buffer;

/** Sends a whole body, in one piece or in several. */
final class Slices implements Steps {
    private final Buffer body;
    private final int length;
    private final int tokens;
    private int position;

    Slices(Buffer body, int count, int tokens) {
        this.body = body;
        this.length = Math.max(1, (body.length() + count - 1) / count);
        this.tokens = tokens;
    }

    @Override
    public boolean done() {
        return position >= body.length();
    }

    @Override
    public Buffer next() {
        int end = Math.min(body.length(), position + length);
        Buffer slice = body.slice(position, end);
        position = end;
        return slice;
    }

    @Override
    public int tokensSent() {
        return done() ? tokens : 0;
    }

    @Override
    public Buffer error() {
        return Buffer.buffer();
    }

    @Override
    public Buffer garbage() {
        return Buffer.buffer();
    }
}
