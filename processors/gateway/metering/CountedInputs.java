package gateway.metering;

import gateway.token.InputTokens;
import org.jspecify.annotations.Nullable;

/** Knows what was counted of the input of calls that have not ended. Thread-safe. */
@FunctionalInterface
public interface CountedInputs {
    /** The input of a request by its id; null where it was not counted. */
    @Nullable InputTokens of(String id);
}
