package gateway.sdk;

import java.util.List;
import java.util.Map;

/** What is asked for in every SDK. */
final class Samples {
    static final String WEATHER = "get_weather";
    static final String TIME = "get_time";
    static final String ONE_TOOL = "Use the tool get_weather for Rome";
    static final String TWO_TOOLS = "Use both get_weather and get_time for Rome";

    /** A picture of one pixel. */
    static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    /** What the simulator says of the picture. */
    static final String SEEN = "image/png, 70 bytes";

    /** A JSON schema's type. */
    static final String TYPE = "object";

    static final Map<String, Object> PROPERTIES = Map.of("city", Map.of("type", "string"));
    static final List<String> REQUIRED = List.of("city");

    /** A fault that every provider answers with. */
    static final String SERVER_ERROR = "{\"status\": 500}";

    static final String ERROR_IN_STREAM = "{\"errorEventAfterChunks\": 3}";
    static final String CUT_STREAM = "{\"cutAfterChunks\": 3}";

    /** Lets the breakers stay closed and waits for no retry: each call meets its fault. */
    static final String NO_BREAKER = """
            gateway:
              breaker:
                window: 1000
                minimum-calls: 1000
            """;

    private Samples() {}
}
