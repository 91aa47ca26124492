package gateway.provider;

import gateway.model.FailedException;
import gateway.model.Failure;
import java.time.Duration;
import java.util.function.Predicate;

/** A provider refuses the credential that it was shown, or there is none: another one may be on its way. */
public final class RefusedCredentialException extends FailedException {
    private static final long serialVersionUID = 1;

    private final transient Predicate<Duration> renewal;

    /**
     * Takes the failure, and what waits for another credential.
     *
     * @param renewal blocks for so long at most, and tells whether there is another credential now
     */
    public RefusedCredentialException(Failure failure, Predicate<Duration> renewal) {
        super(failure);
        this.renewal = renewal;
    }

    /** Waits until there is another credential; false if there is none in time, so that a repeated call would fail. */
    boolean renewed(Duration patience) {
        return renewal.test(patience);
    }
}
