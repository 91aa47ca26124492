package gateway.provider.http;

import gateway.model.Answer;
import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Receiver;
import gateway.model.Stream;
import gateway.wire.EventReader;
import gateway.wire.sse.SseFrame;
import gateway.wire.sse.SseReader;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A provider's event stream. Until it is started it holds its events, and pauses the connection after the first
 * meaningful one. Confined to one event loop.
 */
final class HttpStream implements Stream {
    private static final int MAX_FRAME_BYTES = 16 * 1024 * 1024;
    private static final long STALL_MILLIS = 60_000;

    private final Vertx vertx;
    private final HttpClientRequest request;
    private final HttpClientResponse response;
    private final EventReader reader;
    private final SseReader frames = new SseReader(MAX_FRAME_BYTES);
    private final CompletableFuture<Arrived> first;
    private final List<Event> held = new ArrayList<>();
    private @Nullable Receiver receiver;
    private @Nullable Runnable ending;
    private boolean moved;
    private boolean paused;
    private long timer;

    /**
     * Takes over a response.
     *
     * @param first completes with this stream at its first meaningful event; fails if there is none
     */
    HttpStream(
            Vertx vertx,
            HttpClientRequest request,
            HttpClientResponse response,
            EventReader reader,
            CompletableFuture<Arrived> first) {
        this.first = first;
        this.vertx = vertx;
        this.request = request;
        this.response = response;
        this.reader = reader;
    }

    void read() {
        response.handler(this::bytes);
        response.exceptionHandler(lost -> broken(Failure.of(Kind.UNREACHABLE, "connection_lost")));
        response.endHandler(end -> ended());
        timer = vertx.setPeriodic(STALL_MILLIS, tick -> stalled());
    }

    @Override
    public void start(Receiver to) {
        receiver = to;
        held.forEach(to::next);
        held.clear();
        to.flush();
        if (ending != null) {
            ending.run();
        } else if (!paused) {
            response.resume();
        }
    }

    @Override
    public void pause() {
        paused = true;
        response.pause();
    }

    @Override
    public void resume() {
        paused = false;
        response.resume();
    }

    @Override
    public void cancel() {
        if (ending == null) {
            first.completeExceptionally(new FailedException(Failure.of(Kind.CANCELLED, "cancelled")));
            end(to -> to.cancelled());
            request.reset();
        }
    }

    private void bytes(Buffer more) {
        if (ending != null) {
            return;
        }
        moved = true;
        try {
            frames.read(more.getBytes(), this::frame);
        } catch (FailedException e) {
            broken(e.failure());
        } catch (SseReader.FrameTooLongException e) {
            broken(Failure.of(Kind.BROKEN, "frame_too_long"));
        }
        if (receiver != null && ending == null) {
            receiver.flush();
        }
    }

    private void frame(SseFrame frame) {
        Event event = reader.next(frame);
        if (receiver != null) {
            receiver.next(event);
            return;
        }
        held.add(event);
        if (!first.isDone() && event.chunks().stream().anyMatch(Chunk::semantic)) {
            response.pause();
            first.complete(new Arrived.Events(new Answer.Streamed(this)));
        }
    }

    private void ended() {
        if (ending != null) {
            return;
        }
        try {
            SseFrame rest = frames.rest();
            if (rest != null) {
                frame(rest);
            }
        } catch (FailedException e) {
            broken(e.failure());
            return;
        }
        if (!first.isDone()) {
            broken(Failure.of(Kind.BROKEN, "empty_stream"));
        } else if (reader.complete()) {
            end(Receiver::end);
        } else {
            broken(Failure.of(Kind.BROKEN, "cut"));
        }
    }

    private void stalled() {
        if (!moved && !paused && receiver != null) {
            broken(Failure.of(Kind.TIMEOUT, "stalled"));
        }
        moved = false;
    }

    private void broken(Failure failure) {
        if (ending == null) {
            first.completeExceptionally(new FailedException(failure));
            end(to -> to.fail(failure));
            request.reset();
        }
    }

    /** Comes before any reset of the request, which reports a lost connection at once. */
    private void end(Consumer<Receiver> last) {
        vertx.cancelTimer(timer);
        ending = () -> {
            if (receiver != null) {
                last.accept(receiver);
            }
        };
        if (receiver != null) {
            ending.run();
        }
    }
}
