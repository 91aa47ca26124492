package gateway.model;

/** Tells when the client has left. Thread-safe. */
public interface Cancellation {
    /** A client that never leaves. */
    Cancellation NEVER = new Cancellation() {
        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void onCancel(Runnable action) {
            // never runs
        }
    };

    /** Whether the client is gone. */
    boolean isCancelled();

    /**
     * Runs the action once when the client leaves; at once if it has left already.
     *
     * @param action short and non-blocking
     */
    void onCancel(Runnable action);
}
