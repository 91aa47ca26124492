package gateway.oidc;

/** A login that came to nothing. Its message is fit for the log, and quotes nothing of any answer. */
public final class LoginFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Cause failure;

    LoginFailedException(Cause failure, String problem) {
        super(problem, null, false, false);
        this.failure = failure;
    }

    /** Why a login came to nothing. */
    public enum Cause {
        /** The identity provider cannot be reached, or has a fault. */
        DOWN,
        /** The identity provider does not know us, or we cannot use it as it is. */
        SETTINGS,
        /** The code is not taken: it was used, is too old, or is not ours. */
        CODE,
        /** What the identity provider says of the person does not hold. */
        TOKEN
    }

    /** Why. */
    public Cause failure() {
        return failure;
    }
}
