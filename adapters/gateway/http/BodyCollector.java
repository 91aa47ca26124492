package gateway.http;

import gateway.model.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;

/** Collects a request's body within the limits. Confined to one event loop. */
final class BodyCollector {
    private final Connection connection;
    private final ServerOptions options;
    private final LoadLimits limits;
    private final Buffer body = Buffer.buffer();
    private boolean over;
    private long held;

    BodyCollector(Connection connection, ServerOptions options, LoadLimits limits) {
        this.connection = connection;
        this.options = options;
        this.limits = limits;
    }

    void collect(Consumer<Refusal> refused, Consumer<Buffer> complete) {
        HttpServerRequest request = connection.request();
        connection.onClose(() -> limits.release(held));
        if (request.isEnded()) {
            complete.accept(body);
            return;
        }
        long timer = connection.timer(options.requestTimeout(), () -> {
            if (!over) {
                over = true;
                refused.accept(new Refusal.Malformed(
                        "the request did not arrive within "
                                + options.requestTimeout().toSeconds() + " s",
                        null));
            }
        });
        request.handler(more -> {
            if (over) {
                return;
            }
            if (body.length() + more.length() > options.maxBodyBytes()) {
                over = true;
                refused.accept(new Refusal.PayloadTooLarge(options.maxBodyBytes()));
            } else if (!limits.hold(more.length())) {
                over = true;
                refused.accept(new Refusal.Overloaded(Duration.ofSeconds(1)));
            } else {
                held += more.length();
                body.appendBuffer(more);
            }
        });
        request.endHandler(end -> {
            connection.cancel(timer);
            if (!over) {
                over = true;
                complete.accept(body);
            }
        });
    }
}
