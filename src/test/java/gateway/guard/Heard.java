package gateway.guard;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Receiver;
import java.util.ArrayList;
import java.util.List;

/** What came through. */
final class Heard implements Receiver {
    final List<Event> events = new ArrayList<>();
    int received;
    boolean ended;
    boolean failed;

    String text() {
        StringBuilder text = new StringBuilder();
        for (Event event : events) {
            for (Chunk chunk : event.chunks()) {
                if (chunk instanceof Chunk.TextDelta delta) {
                    text.append(delta.text());
                }
            }
        }
        return text.toString();
    }

    String arguments() {
        StringBuilder text = new StringBuilder();
        for (Event event : events) {
            for (Chunk chunk : event.chunks()) {
                if (chunk instanceof Chunk.ToolCallArguments delta) {
                    text.append(delta.fragment());
                }
            }
        }
        return text.toString();
    }

    @Override
    public void next(Event event) {
        events.add(event);
        for (Chunk chunk : event.chunks()) {
            if (chunk instanceof Chunk.TextDelta delta) {
                received += delta.text().length();
            }
        }
    }

    @Override
    public void flush() {}

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void fail(Failure failure) {
        failed = true;
    }

    @Override
    public void cancelled() {}
}
