package gateway.telemetry;

import gateway.control.StoreException;
import org.jspecify.annotations.Nullable;

/** Words for what a store has thrown that are safe to log. */
final class Causes {
    private Causes() {}

    /** A store's own words; of anything else, which may quote what was to be stored, the class alone. */
    static @Nullable String of(RuntimeException cause) {
        return cause instanceof StoreException
                ? cause.getMessage()
                : cause.getClass().getName();
    }
}
