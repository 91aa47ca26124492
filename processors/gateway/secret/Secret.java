package gateway.secret;

import gateway.model.Redacted;
import org.jspecify.annotations.Nullable;

/**
 * A provider's credential as it was at one time.
 *
 * @param version grows with every change; 0 = never read
 * @param value the credential; null if there is none
 */
public record Secret(long version, @Nullable Redacted value) {
    /** Not read yet. */
    static final Secret UNREAD = new Secret(0, null);
}
