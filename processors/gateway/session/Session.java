package gateway.session;

import gateway.control.Administrator;
import gateway.model.Redacted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser that was let in.
 *
 * @param holder who was let in
 * @param csrf must come with every change, in a header: no page of another origin can read it
 * @param until when it ends, however much it is used
 */
public record Session(Holder holder, Redacted csrf, Instant until) {
    /** Who was let in, and by what. */
    public sealed interface Holder {
        /**
         * Whoever has a key: may do what this key may do now.
         *
         * @param hash SHA-256 of the key
         */
        record Key(Redacted hash) implements Holder {}

        /**
         * A person whom an identity provider has vouched for: may do what the provider said at the login.
         *
         * @param administrator who it is
         * @param idToken what the provider said, for the logout there; null = not kept
         */
        record Person(Administrator administrator, @Nullable Redacted idToken) implements Holder {
            /** Shows nobody's name. */
            @Override
            public String toString() {
                return "Person[" + administrator.role() + "]";
            }
        }
    }
}
