package gateway.grpc;

import gateway.ingress.MessageSink;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import serai.v1.CompleteEvent;

/** Writes a streamed answer as events of {@code serai.v1.Chat}. Confined to one event loop. */
final class EventStream implements MessageSink {
    /** Beyond so much unsent the source is asked for a break: what a caller that does not read can hold. */
    private static final int UNSENT_BYTES = 8 * 1024;

    private final Caller<CompleteEvent> caller;
    private final ChunkEvents events;

    EventStream(Caller<CompleteEvent> caller, Map<String, String> headers) {
        this.caller = caller;
        this.events = new ChunkEvents(headers, event -> caller.response().write(event));
        if (!caller.isOver()) {
            caller.response().setWriteQueueMaxSize(UNSENT_BYTES);
            Statuses.metadata(headers, caller.response().headers());
        }
    }

    @Override
    public void message(String json) {
        if (!caller.isOver()) {
            events.chunk(json);
        }
    }

    /** Tells what stands beside the chunks. */
    void notice(String code, String json) {
        if (!caller.isOver()) {
            events.notice(code, json);
        }
    }

    @Override
    public boolean isFull() {
        return !caller.isOver() && caller.response().writeQueueFull();
    }

    @Override
    public void whenDrained(Runnable action) {
        caller.whenDrained(action);
    }

    @Override
    public void end() {
        caller.end();
    }

    @Override
    public void fail(@Nullable String json) {
        Failing.breakOff(caller, json);
    }

    @Override
    public void stopped() {
        // the caller has left, and has been let go
    }

    @Override
    public boolean isClosed() {
        return caller.isOver();
    }
}
