package gateway.telemetry;

import gateway.api.Faults;
import java.lang.Thread.UncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what nobody has caught: by default the JDK prints its message, which may quote content. Thread-safe. */
public final class UncaughtFaults implements UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UncaughtFaults.class);

    @Override
    public void uncaughtException(Thread thread, Throwable fault) {
        LOG.error("a thread has ended by a fault: {}", Faults.describe(fault));
    }
}
