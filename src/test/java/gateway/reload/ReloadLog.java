package gateway.reload;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Listens to what the watch says of broken files. Thread-safe. */
public final class ReloadLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Logger WATCH = (Logger) LoggerFactory.getLogger(RouteWatch.class);

    private final List<String> lines = new CopyOnWriteArrayList<>();

    private ReloadLog() {}

    /** Begins to listen. */
    public static ReloadLog open() {
        ReloadLog log = new ReloadLog();
        log.start();
        WATCH.addAppender(log);
        return log;
    }

    /** Whether a line was written that has the text in it. */
    public boolean says(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /** How many lines were written. */
    public int size() {
        return lines.size();
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
    }

    @Override
    public void close() {
        WATCH.detachAppender(this);
        stop();
    }
}
