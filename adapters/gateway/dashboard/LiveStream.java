package gateway.dashboard;

import gateway.model.Event;
import gateway.model.Receiver;
import gateway.model.Stream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The figures on their way to one viewer. Confined to its event loop, but for {@link #show}. */
final class LiveStream implements Stream {
    /** Frames until the viewer must come again. */
    private static final int FRAMES = 60;

    private final LiveFeed feed;
    private final Executor loop;
    private @Nullable Receiver receiver;
    private boolean paused;
    private int sent;

    LiveStream(LiveFeed feed, Executor loop) {
        this.feed = feed;
        this.loop = loop;
    }

    @Override
    public void start(Receiver to) {
        receiver = to;
        feed.add(this);
    }

    /** A viewer that does not keep up misses frames; each holds all there is to know. */
    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void cancel() {
        Receiver to = receiver;
        receiver = null;
        feed.remove(this);
        if (to != null) {
            to.cancelled();
        }
    }

    /** Sends a frame. Can be called on any thread. */
    void show(ByteBuffer frame) {
        loop.execute(() -> send(frame));
    }

    private void send(ByteBuffer frame) {
        Receiver to = receiver;
        if (to == null || paused) {
            return;
        }
        to.next(new Event(List.of(), frame));
        to.flush();
        sent++;
        if (sent == FRAMES) {
            receiver = null;
            feed.remove(this);
            to.end();
        }
    }
}
