package gateway.session;

import gateway.model.Redacted;
import java.time.Instant;

/**
 * A browser that was let in.
 *
 * @param keyHash SHA-256 of the key that it was let in with: it may do what this key may do now
 * @param csrf must come with every change, in a header: no page of another origin can read it
 * @param until when it ends, however much it is used
 */
public record Session(Redacted keyHash, Redacted csrf, Instant until) {}
