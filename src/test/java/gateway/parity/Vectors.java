package gateway.parity;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is different where vectors of texts are wanted: there is no answer that could be read. */
final class Vectors {
    /** Texts in a request: so many that one costs about as much as a conversation. */
    static final int INPUTS = 14;

    /** How an answer ends that has a vector of each text. */
    static final String ALL = "vectors";

    /** Price of a token, in micro-USD. */
    static final int PRICE = 3;

    /** Policies that have nothing to act on, by their ids, and what is not there. */
    private static final Map<String, String> WITHOUT = Map.of(
            "output", "no text",
            "judge", "no text",
            "late", "no stream",
            "cache", "no cache",
            "cache-eu", "no cache",
            "cache-blocked", "no cache",
            "bandit", "one model",
            "experiment", "one model");

    private Vectors() {}

    /** Whether a door is one for vectors, by its id. */
    static boolean areWantedBy(String door) {
        return door.endsWith("vectors");
    }

    /** What a policy would need; null if it has all. */
    static @Nullable String without(String policy) {
        return WITHOUT.get(policy);
    }
}
