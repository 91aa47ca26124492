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
import java.time.Duration;
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

    /** How often is looked within the time after which a silent stream counts as broken off. */
    private static final int LOOKS = 4;

    private final Vertx vertx;
    private final HttpClientRequest request;
    private final HttpClientResponse response;
    private final EventReader reader;
    private final SseReader frames = new SseReader(MAX_FRAME_BYTES);
    private final CompletableFuture<Arrived> first;
    private final List<Event> held = new ArrayList<>();
    private @Nullable Receiver receiver;
    private @Nullable Runnable ending;
    private final long lookMillis;
    private int quietLooks;
    private boolean paused;
    private long timer;

    /**
     * Takes over a response.
     *
     * @param stall a stream that is silent for so long has broken off
     * @param first completes with this stream at its first meaningful event; fails if there is none
     */
    HttpStream(
            Vertx vertx,
            HttpClientRequest request,
            HttpClientResponse response,
            EventReader reader,
            Duration stall,
            CompletableFuture<Arrived> first) {
        this.lookMillis = Math.max(1, stall.toMillis() / LOOKS);
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
        timer = vertx.setPeriodic(lookMillis, tick -> look());
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
        quietLooks = 0;
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

    private void look() {
        if (paused || receiver == null) {
            quietLooks = 0;
        } else if (++quietLooks > LOOKS) {
            broken(Failure.of(Kind.TIMEOUT, "stalled"));
        }
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
        reader.close();
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
