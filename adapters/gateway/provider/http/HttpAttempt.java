package gateway.provider.http;

import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Redacted;
import gateway.model.Residency;
import gateway.wire.EventReader;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call of one deployment. All but {@link #arrived} is confined to the event loop of the call's relay. */
final class HttpAttempt {
    private static final int MAX_ERROR_BYTES = 64 * 1024;
    private static final int MAX_ANSWER_BYTES = 64 * 1024 * 1024;

    private final Vertx vertx;
    private final HttpTarget target;
    private final @Nullable Redacted credential;
    private final Residency required;
    private final Buffer body;
    private final Map<String, String> headers;
    private final boolean stream;
    private final Supplier<EventReader> events;
    private final CompletableFuture<Arrived> arrived = new CompletableFuture<>();
    private @Nullable HttpClientRequest request;
    private @Nullable HttpStream streaming;
    private boolean cancelled;
    private boolean repeated;

    /**
     * Sends nothing yet.
     *
     * @param credential shown to the provider; null if it wants none
     * @param required where the content may go
     * @param headers of this call alone
     * @param events makes what reads a stream
     */
    HttpAttempt(
            Vertx vertx,
            HttpTarget target,
            @Nullable Redacted credential,
            Residency required,
            Buffer body,
            Map<String, String> headers,
            boolean stream,
            Supplier<EventReader> events) {
        this.events = events;
        this.vertx = vertx;
        this.target = target;
        this.credential = credential;
        this.required = required;
        this.body = body;
        this.headers = headers;
        this.stream = stream;
    }

    /** A response that is there whole, or a stream whose first meaningful event has arrived. */
    CompletableFuture<Arrived> arrived() {
        return arrived;
    }

    void start() {
        if (cancelled) {
            return;
        }
        RequestOptions options = target.options(stream);
        Failure closed = target.against(required, options);
        if (closed != null) {
            fail(closed);
            return;
        }
        target.client().request(options).onComplete(connected -> {
            if (connected.failed()) {
                if (!repeated && !cancelled && wasClosed(connected.cause())) {
                    // a pooled connection that was just closed, such as by another call that was given up
                    repeated = true;
                    start();
                } else {
                    fail(Failure.of(Kind.UNREACHABLE, "connect_failed"));
                }
            } else if (cancelled) {
                connected.result().reset();
            } else {
                send(connected.result());
            }
        });
    }

    /**
     * Gives the call up. The cause is told before the connection is cut, which would else look like the cause. Where
     * the answer is there whole, the connection is another call's by now.
     */
    void cancel() {
        cancelled = true;
        boolean waiting = fail(Failure.of(Kind.CANCELLED, "cancelled"));
        if (streaming != null) {
            streaming.cancel();
        } else if (waiting && request != null) {
            request.reset();
        }
    }

    private void send(HttpClientRequest opened) {
        request = opened;
        boolean reused = target.reused(opened.connection());
        if (credential != null) {
            opened.putHeader(target.access().authHeader(), credential.value());
        }
        headers.forEach(opened::putHeader);
        opened.send(body).onComplete(sent -> {
            if (sent.succeeded()) {
                read(opened, sent.result());
            } else if (reused && !repeated && !cancelled && isLost(sent.cause())) {
                repeated = true;
                start();
            } else {
                fail(Failure.of(Kind.UNREACHABLE, "connection_lost"));
            }
        });
    }

    private void read(HttpClientRequest opened, HttpClientResponse response) {
        if (response.statusCode() == 200 && stream && isEventStream(response)) {
            HttpStream started = new HttpStream(vertx, opened, response, events.get(), target.stall(), arrived);
            streaming = started;
            started.read();
        } else {
            collect(opened, response, response.statusCode() == 200 ? MAX_ANSWER_BYTES : MAX_ERROR_BYTES);
        }
    }

    private void collect(HttpClientRequest opened, HttpClientResponse response, int limit) {
        Buffer all = Buffer.buffer();
        response.handler(more -> {
            if (all.length() + more.length() > limit) {
                fail(Failure.of(Kind.BROKEN, response.statusCode(), "too_long"));
                opened.reset();
            } else {
                all.appendBuffer(more);
            }
        });
        response.exceptionHandler(lost -> fail(Failure.of(Kind.UNREACHABLE, "connection_lost")));
        response.endHandler(
                end -> arrived.complete(new Arrived.Body(response.statusCode(), response::getHeader, all.getBytes())));
    }

    /** Whether nothing had arrived before. */
    private boolean fail(Failure failure) {
        return arrived.completeExceptionally(new FailedException(failure));
    }

    /** Whether the connection ended without a byte of the answer: closed, or reset. */
    private static boolean isLost(Throwable cause) {
        return cause instanceof HttpClosedException || cause instanceof IOException;
    }

    /** Whether a connection was closed that was there; a refused one is another matter. */
    private static boolean wasClosed(Throwable cause) {
        return isLost(cause) && !(cause instanceof SocketException);
    }

    private static boolean isEventStream(HttpClientResponse response) {
        String type = response.getHeader("content-type");
        return type == null || !type.startsWith("application/json");
    }
}
