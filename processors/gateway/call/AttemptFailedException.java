package gateway.call;

import gateway.model.Attempt;
import gateway.model.FailedException;

/** Carries a failed attempt through the circuit breaker, which counts it. */
public final class AttemptFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Attempt.Failed attempt;

    /** Wraps an attempt. */
    public AttemptFailedException(Attempt.Failed attempt) {
        super(new FailedException(attempt.failure()).getMessage(), null, false, false);
        this.attempt = attempt;
    }

    /** What was tried. */
    public Attempt.Failed attempt() {
        return attempt;
    }
}
