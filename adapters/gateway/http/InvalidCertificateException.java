package gateway.http;

/** A server's PEM files cannot be used. The message names the files and the reason, never what is in them. */
public final class InvalidCertificateException extends Exception {
    private static final long serialVersionUID = 1;

    /** Says why. */
    InvalidCertificateException(String message) {
        super(message);
    }
}
