package gateway.model;

import org.jspecify.annotations.Nullable;

/** A verdict on a prompt that is still to come while its provider is already called. Thread-safe. */
@FunctionalInterface
public interface PendingVerdict {
    /** Nobody is asked. */
    PendingVerdict NONE = () -> null;

    /**
     * Waits for the verdict, no longer than the service's own timeout.
     *
     * @return why the request is refused; null if it is not
     */
    @Nullable Refusal await();
}
