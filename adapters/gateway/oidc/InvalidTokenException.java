package gateway.oidc;

/** A token that is not taken. Its message is fit for the client and quotes nothing of the token. */
public final class InvalidTokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    InvalidTokenException(String problem) {
        super(problem, null, false, false);
    }

    /** What a client is told. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
