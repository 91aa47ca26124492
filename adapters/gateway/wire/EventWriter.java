package gateway.wire;

import gateway.model.Event;

/** Writes one streamed answer in a client's dialect. Confined to one event loop. */
public interface EventWriter {
    /** Writes what the event means; nothing, if it means nothing in this dialect. */
    void next(Event event, ByteSink out);

    /** Writes what ends a complete answer, unless the passed-through bytes have ended it. */
    void end(ByteSink out);

    /** Writes the dialect's error event. The connection is torn down after it, so it must not look like an end. */
    void fail(Problem problem, ByteSink out);
}
