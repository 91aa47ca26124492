package gateway.guard;

import gateway.model.Receiver;
import gateway.model.Stream;

/** A provider's stream of which only its end is of interest. */
final class Source implements Stream {
    boolean cancelled;

    @Override
    public void start(Receiver receiver) {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void cancel() {
        cancelled = true;
    }
}
