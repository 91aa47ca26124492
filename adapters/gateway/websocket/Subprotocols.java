package gateway.websocket;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is offered as {@code Sec-WebSocket-Protocol}: scripts in browsers can set no other header. */
final class Subprotocols {
    private static final String KEY = "serai.key.";

    private Subprotocols() {}

    /** The key among the offers; null if there is none. */
    static @Nullable String key(List<String> offered) {
        for (String header : offered) {
            for (String each : header.split(",", -1)) {
                if (each.strip().startsWith(KEY)) {
                    return each.strip().substring(KEY.length());
                }
            }
        }
        return null;
    }
}
