package gateway.telemetry;

import java.util.Set;

/** The fields that a log line may have beside its message. What is not listed here is not written. */
public final class LogFields {
    /** Made by us, or names of the registry: written as they are, so that lines can be found by them. */
    private static final Set<String> OURS = Set.of(
            "id",
            "route",
            "tenant",
            "key",
            "stream",
            "cache",
            "deployment",
            "provider",
            "model",
            "region",
            "policy",
            "exit",
            "input_tokens",
            "output_tokens",
            "usage_estimated",
            "cost_micro_usd",
            "overhead_us",
            "first_byte_ms",
            "total_ms",
            "status");

    /** May hold a word of a provider: masked. */
    private static final Set<String> MASKED = Set.of("code", "failed", "failure", "removed");

    private LogFields() {}

    /** Whether a field may be written at all. */
    public static boolean allows(String name) {
        return OURS.contains(name) || MASKED.contains(name);
    }

    /** Whether its text is to be masked. */
    static boolean masks(String name) {
        return !OURS.contains(name);
    }
}
