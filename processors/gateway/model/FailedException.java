package gateway.model;

/** Carries a provider's failure to the circuit breaker. Has no stack trace, and no content in its message. */
public class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    /** Wraps a failure. */
    public FailedException(Failure failure) {
        super(failure.kind() + " " + failure.status() + " " + failure.code(), null, false, false);
        this.failure = failure;
    }

    /** What went wrong. */
    public Failure failure() {
        return failure;
    }
}
