package gateway.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.MessageFormatter;

/**
 * A line of the log as an encoder gets to see it. Of our own loggers the message, with its arguments, masked; of
 * libraries' what {@link LibraryText} shows; fields that {@link LogFields} allows; exceptions without their messages;
 * no markers and no arguments.
 */
final class SafeEvent implements ILoggingEvent {
    private static final String OWN = "gateway";

    private final ILoggingEvent event;
    private final Masking masking;

    SafeEvent(ILoggingEvent event, Masking masking) {
        this.event = event;
        this.masking = masking;
    }

    @Override
    public String getMessage() {
        return getFormattedMessage();
    }

    @Override
    public String getFormattedMessage() {
        String pattern = event.getMessage();
        if (pattern == null) {
            return "";
        }
        String name = event.getLoggerName();
        if (!name.equals(OWN) && !name.startsWith(OWN + '.')) {
            return LibraryText.of(pattern);
        }
        Object[] given = event.getArgumentArray();
        Object[] safe = new Object[given == null ? 0 : given.length];
        for (int i = 0; i < safe.length; i++) {
            safe[i] = SafeArgument.of(given[i]);
        }
        return masking.mask(MessageFormatter.basicArrayFormat(pattern, safe));
    }

    @Override
    public Object @Nullable [] getArgumentArray() {
        return null;
    }

    @Override
    public List<KeyValuePair> getKeyValuePairs() {
        List<KeyValuePair> shown = new ArrayList<>();
        List<KeyValuePair> all = event.getKeyValuePairs();
        for (KeyValuePair each : all == null ? List.<KeyValuePair>of() : all) {
            if (LogFields.allows(each.key)) {
                shown.add(new KeyValuePair(each.key, field(each.key, SafeArgument.of(each.value))));
            }
        }
        return shown;
    }

    @Override
    public Map<String, String> getMDCPropertyMap() {
        Map<String, String> shown = new TreeMap<>();
        Map<String, String> all = event.getMDCPropertyMap();
        if (all != null) {
            all.forEach((name, value) -> {
                if (LogFields.allows(name)) {
                    shown.put(name, masking.mask(String.valueOf(value)));
                }
            });
        }
        return shown;
    }

    @Override
    @SuppressWarnings("deprecation")
    public Map<String, String> getMdc() {
        return getMDCPropertyMap();
    }

    @Override
    public @Nullable IThrowableProxy getThrowableProxy() {
        return SafeThrowable.of(event.getThrowableProxy());
    }

    @Override
    public List<Marker> getMarkerList() {
        return List.of();
    }

    @Override
    public String getThreadName() {
        return masking.mask(event.getThreadName());
    }

    @Override
    public String getLoggerName() {
        return event.getLoggerName();
    }

    @Override
    public Level getLevel() {
        return event.getLevel();
    }

    @Override
    public LoggerContextVO getLoggerContextVO() {
        return event.getLoggerContextVO();
    }

    @Override
    public StackTraceElement[] getCallerData() {
        return event.getCallerData();
    }

    @Override
    public boolean hasCallerData() {
        return event.hasCallerData();
    }

    @Override
    public long getTimeStamp() {
        return event.getTimeStamp();
    }

    @Override
    public int getNanoseconds() {
        return event.getNanoseconds();
    }

    @Override
    public long getSequenceNumber() {
        return event.getSequenceNumber();
    }

    @Override
    public void prepareForDeferredProcessing() {
        event.prepareForDeferredProcessing();
    }

    private Object field(String name, Object value) {
        return value instanceof String text && LogFields.masks(name) ? masking.mask(text) : value;
    }
}
