package gateway.provider.bedrock;

import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.Receiver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A receiver that writes down what it gets, on which threads, and how it ended. */
public final class RecordingReceiver implements Receiver {
    private final List<Chunk> chunks = new CopyOnWriteArrayList<>();
    private final List<String> threads = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final Runnable onEvent;

    public RecordingReceiver() {
        this(() -> {});
    }

    /** Runs an action after each event. */
    public RecordingReceiver(Runnable onEvent) {
        this.onEvent = onEvent;
    }

    @Override
    public void next(Event event) {
        threads.add(Thread.currentThread().getName());
        chunks.addAll(event.chunks());
        onEvent.run();
    }

    @Override
    public void flush() {
        threads.add(Thread.currentThread().getName());
    }

    @Override
    public void end() {
        close("end");
    }

    @Override
    public void fail(Failure failure) {
        close(failure.kind() + " " + failure.code());
    }

    @Override
    public void cancelled() {
        close("cancelled");
    }

    /** How it ended, waiting for that. */
    public String ending() throws Exception {
        return end.get(10, TimeUnit.SECONDS);
    }

    /** Every end that was told; there must be one. */
    public List<String> endings() {
        return ends;
    }

    /** What came. */
    public List<Chunk> chunks() {
        return chunks;
    }

    /** The threads that it was called on. */
    public List<String> threads() {
        return threads;
    }

    /** All text that came. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Chunk chunk : chunks) {
            if (chunk instanceof Chunk.TextDelta delta) {
                text.append(delta.text());
            }
        }
        return text.toString();
    }

    private void close(String how) {
        threads.add(Thread.currentThread().getName());
        ends.add(how);
        end.complete(how);
    }
}
