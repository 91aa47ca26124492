package gateway.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What a provider says when it does not answer.
 *
 * @param status HTTP status
 * @param kind the dialect's own word for it, null for the usual one of the status
 * @param message for the caller
 */
record Rejection(int status, @Nullable String kind, String message) {
    static Rejection of(int status) {
        return new Rejection(status, null, "Simulated error " + status + ".");
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "Rejection[" + status + ", " + kind + "]";
    }
}
