package gateway.http;

import gateway.Ticker;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Breaks a stream's silence with comment lines, so that nobody on the way takes the connection for dead. Clients pass
 * over comments. Confined to one event loop.
 */
final class KeepAlive {
    private static final Buffer COMMENT = Buffer.buffer(": keep-alive\n\n".getBytes(StandardCharsets.UTF_8));
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final Connection connection;
    private final Duration after;
    private final Ticker ticker;
    private long lastNanos;
    private long timer = -1;

    KeepAlive(Connection connection, Duration after, Ticker ticker) {
        this.connection = connection;
        this.after = after;
        this.ticker = ticker;
    }

    /** Begins to watch for silence. */
    void start() {
        if (timer < 0) {
            written();
            arm(after);
        }
    }

    /** The client has just been sent something. */
    void written() {
        lastNanos = ticker.nanos();
    }

    /** Says nothing more. */
    void stop() {
        if (timer >= 0) {
            connection.cancel(timer);
        }
    }

    private void arm(Duration wait) {
        timer = connection.timer(wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait, this::look);
    }

    private void look() {
        if (connection.isOver()) {
            return;
        }
        Duration left = after.minusNanos(ticker.nanos() - lastNanos);
        if (left.compareTo(SHORTEST) < 0) {
            connection.comment(COMMENT.copy());
            written();
            left = after;
        }
        arm(left);
    }
}
