package gateway.app;

import gateway.ingress.AroundRoute;
import gateway.metering.EndListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps the calls of the warm-up out of logs and metrics. Thread-safe. */
final class Latch {
    private final AtomicBoolean open = new AtomicBoolean();

    boolean isOpen() {
        return open.get();
    }

    void open() {
        open.set(true);
    }

    /** What is done around a route, from then on. */
    AroundRoute around(AroundRoute around) {
        return (call, handler) -> isOpen() ? around.run(call, handler) : handler.run(call);
    }

    EndListener ends(EndListener listener) {
        return end -> {
            if (open.get()) {
                listener.ended(end);
            }
        };
    }
}
