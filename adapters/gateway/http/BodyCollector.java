package gateway.http;

import gateway.ingress.LoadLimits;
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
    private final Consumer<Refusal> refused;
    private final Consumer<Buffer> complete;
    private Buffer body = Buffer.buffer();
    private boolean over;
    private long held;

    BodyCollector(
            Connection connection,
            ServerOptions options,
            LoadLimits limits,
            Consumer<Refusal> refused,
            Consumer<Buffer> complete) {
        this.connection = connection;
        this.options = options;
        this.limits = limits;
        this.refused = refused;
        this.complete = complete;
    }

    void collect() {
        HttpServerRequest request = connection.request();
        connection.onClose(this::drop);
        if (request.isEnded()) {
            complete.accept(body);
            return;
        }
        long timer = connection.timer(options.requestTimeout(), this::late);
        connection.onClose(() -> connection.cancel(timer));
        request.handler(this::more);
        request.endHandler(end -> {
            connection.cancel(timer);
            if (!over) {
                over = true;
                complete.accept(body);
            }
        });
    }

    private void more(Buffer more) {
        if (over) {
            return;
        }
        if (body.length() + more.length() > options.maxBodyBytes()) {
            refuse(new Refusal.PayloadTooLarge(options.maxBodyBytes()));
        } else if (!limits.hold(more.length())) {
            refuse(new Refusal.Overloaded(Duration.ofSeconds(1)));
        } else {
            held += more.length();
            body.appendBuffer(more);
        }
    }

    private void late() {
        if (!over) {
            refuse(new Refusal.Malformed(
                    "the request did not arrive within "
                            + options.requestTimeout().toSeconds() + " s",
                    null));
        }
    }

    private void refuse(Refusal refusal) {
        over = true;
        drop();
        refused.accept(refusal);
    }

    /** Lets go of what has arrived. */
    private void drop() {
        over = true;
        limits.release(held);
        held = 0;
        body = Buffer.buffer();
    }
}
