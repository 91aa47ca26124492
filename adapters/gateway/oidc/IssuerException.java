package gateway.oidc;

import java.io.IOException;

/** The issuer cannot be asked, or its answer cannot be used. Its message quotes nothing of an answer. */
final class IssuerException extends IOException {
    private static final long serialVersionUID = 1;

    IssuerException(String problem) {
        super(problem);
    }
}
