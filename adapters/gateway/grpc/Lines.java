package gateway.grpc;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of callers, which can be told to go elsewhere. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#name-goaway">RFC 9113, section 6.8, GOAWAY</a>
 */
public final class Lines {
    private final Vertx vertx;
    private final Map<HttpConnection, Context> open = new ConcurrentHashMap<>();
    private volatile boolean leaving;

    /** There are none yet. */
    public Lines(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A call has come by this connection. Called on its event loop. */
    public void used(HttpConnection line) {
        // first put among these and then compared, so that none slips through
        if (open.putIfAbsent(line, vertx.getOrCreateContext()) == null) {
            line.closeHandler(gone -> open.remove(line));
            if (leaving) {
                goAway(line);
            }
        }
    }

    /** Tells all callers, and those that come from now on, to make their next calls by another connection. */
    public void leave() {
        leaving = true;
        open.forEach((line, loop) -> loop.runOnContext(go -> goAway(line)));
    }

    /** No stream is given up: what has been sent before the caller reads this is still taken. */
    private static void goAway(HttpConnection line) {
        line.goAway(0, Integer.MAX_VALUE);
    }
}
