package gateway.settings;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How WebSocket connections are held. The largest message is {@link Limits#body}.
 *
 * @param origins web pages that may connect, besides those of the gateway's own host
 * @param connections at once
 * @param requests under way at once on one connection
 * @param ping a client is sent a ping so often, and must answer by the next
 */
public record WebSocketSettings(
        List<String> origins,
        @Range(min = 1) int connections,
        @Range(min = 1, max = 1000) int requests,
        Duration ping) {
    /** Form of an origin, RFC 6454 section 6.2. */
    static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[A-Za-z0-9.-]+(:[0-9]{1,5})?");

    public WebSocketSettings {
        origins = List.copyOf(origins);
    }
}
