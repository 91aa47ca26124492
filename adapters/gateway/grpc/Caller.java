package gateway.grpc;

import gateway.call.CancelSignal;
import gateway.model.Cancellation;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One call's way back to its caller. All but {@link Cancellation} and {@link Executor} is confined to the connection's
 * event loop.
 *
 * @param <T> what is answered
 */
final class Caller<T> implements Cancellation, Executor {
    private final Vertx vertx;
    private final Context loop;
    private final GrpcServerResponse<?, T> response;
    private final Duration writeTimeout;
    private final CancelSignal left = new CancelSignal();
    private @Nullable Runnable onOver;
    private @Nullable String requestId;
    private boolean ending;
    private boolean over;

    Caller(Vertx vertx, GrpcServerRequest<?, T> request, Duration writeTimeout) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.response = request.response();
        this.writeTimeout = writeTimeout;
        request.exceptionHandler(lost -> finish(true));
        request.errorHandler(error -> finish(true));
        response.exceptionHandler(lost -> finish(true));
    }

    GrpcServerResponse<?, T> response() {
        return response;
    }

    /** Whether nothing more can be written. */
    boolean isOver() {
        return over || ending;
    }

    /** Our own name of the call; null as long as it has none. */
    @Nullable String requestId() {
        return requestId;
    }

    /** Gives the call its name, and tells the caller with the first of the answer. */
    void named(String id) {
        requestId = id;
        if (!isOver()) {
            response.headers().set("x-request-id", id);
        }
    }

    /** Runs the action once the call is over, however it ended. */
    void onOver(Runnable action) {
        if (over) {
            action.run();
        } else {
            onOver = action;
        }
    }

    /** Runs the action once the queue has room; cuts a caller that takes nothing for too long. */
    void whenDrained(Runnable action) {
        long patience = vertx.setTimer(writeTimeout.toMillis(), late -> cut());
        response.drainHandler(drained -> {
            if (vertx.cancelTimer(patience) && !over) {
                action.run();
            }
        });
    }

    /** Ends the call with the status that the response has, in time. */
    void end() {
        if (isOver()) {
            return;
        }
        ending = true;
        Future<Void> written = response.end();
        if (!written.isComplete()) {
            long patience = vertx.setTimer(writeTimeout.toMillis(), late -> cut());
            written.onComplete(done -> vertx.cancelTimer(patience));
        }
        written.onComplete(done -> finish(done.failed()));
    }

    /** Resets the call's stream. */
    void cut() {
        if (!over) {
            response.cancel();
            finish(true);
        }
    }

    @Override
    public void execute(Runnable task) {
        loop.runOnContext(go -> task.run());
    }

    @Override
    public boolean isCancelled() {
        return left.isCancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        left.onCancel(action);
    }

    private void finish(boolean lost) {
        if (over) {
            return;
        }
        over = true;
        if (lost) {
            left.cancel();
        }
        Runnable last = onOver;
        if (last != null) {
            last.run();
        }
    }
}
