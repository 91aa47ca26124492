package gateway.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Every log of this process at its lowest level, kept off the console. One at a time. */
public final class CapturedLog implements AutoCloseable {
    private static final LoggerContext CONTEXT = (LoggerContext) LoggerFactory.getILoggerFactory();
    private static final Logger ROOT = CONTEXT.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private static final Logger OURS = CONTEXT.getLogger("gateway");
    private static final List<String> PINNED = List.of("io.netty", "software.amazon.awssdk");

    private final ListAppender<ILoggingEvent> seen = new ListAppender<>();

    private CapturedLog() {}

    /** Captures from now on. */
    public static CapturedLog open() {
        CapturedLog log = new CapturedLog();
        ROOT.getAppender("STDERR").addFilter(new Quiet());
        log.seen.setContext(CONTEXT);
        log.seen.start();
        ROOT.addAppender(log.seen);
        ROOT.setLevel(Level.DEBUG);
        OURS.setLevel(Level.TRACE);
        // these two show whatever goes over the wire below WARN; the gateway sets them so at every start
        PINNED.forEach(name -> CONTEXT.getLogger(name).setLevel(Level.ERROR));
        return log;
    }

    @Override
    public void close() {
        ROOT.setLevel(Level.WARN);
        OURS.setLevel(null);
        PINNED.forEach(name -> CONTEXT.getLogger(name).setLevel(null));
        ROOT.detachAppender(seen);
        ROOT.getAppender("STDERR").clearAllFilters();
    }

    /** Names of the loggers that said something. */
    public List<String> loggers() {
        return List.copyOf(seen.list).stream()
                .map(ILoggingEvent::getLoggerName)
                .distinct()
                .toList();
    }

    /** Each line that was said with a text in it, without its arguments. */
    public List<String> with(String text) {
        return List.copyOf(seen.list).stream()
                .filter(event -> text(event).contains(text))
                .map(event -> event.getLoggerName() + " " + event.getLevel() + ": " + event.getMessage())
                .toList();
    }

    /** Everything that an appender could write of an event. */
    private static String text(ILoggingEvent event) {
        List<String> parts = new ArrayList<>();
        parts.add(event.getFormattedMessage());
        parts.add(event.getMDCPropertyMap().toString());
        if (event.getArgumentArray() != null) {
            parts.add(Arrays.deepToString(event.getArgumentArray()));
        }
        if (event.getKeyValuePairs() != null) {
            parts.add(event.getKeyValuePairs().toString());
        }
        if (event.getMarkerList() != null) {
            parts.add(event.getMarkerList().toString());
        }
        for (IThrowableProxy at = event.getThrowableProxy(); at != null; at = at.getCause()) {
            parts.add(at.getClassName() + at.getMessage());
        }
        return String.join("\n", parts);
    }

    /** Lets nothing through. */
    private static final class Quiet extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            return FilterReply.DENY;
        }
    }
}
