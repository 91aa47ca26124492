package gateway.admin;

import gateway.control.Administrator;
import gateway.model.Redacted;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Administrators for whom an identity provider vouches. Thread-safe. */
public interface SignOn {
    /** There is no identity provider. */
    SignOn NONE = new SignOn() {
        @Override
        public @Nullable Offer offer() {
            return null;
        }

        @Override
        public @Nullable Administrator administrator(Redacted token) {
            return null;
        }

        @Override
        public @Nullable URI logout(@Nullable Redacted idToken) {
            return null;
        }
    };

    /**
     * What the login says of it.
     *
     * @param label the provider's name for people
     * @param problem why it may not work now; null = nothing is known
     */
    record Offer(String label, @Nullable String problem) {
        /** Shows the label alone. */
        @Override
        public String toString() {
            return "Offer[" + label + "]";
        }
    }

    /** What the login page may offer; null = nothing. */
    @Nullable Offer offer();

    /**
     * Whose token it is that came in place of a key; null if it is none.
     *
     * @throws gateway.model.RefusedException if it is not taken, or names nobody who may be here
     */
    @Nullable Administrator administrator(Redacted token);

    /**
     * Where a browser logs out at the provider too; null = nowhere.
     *
     * @param idToken of its login; null = not known
     */
    @Nullable URI logout(@Nullable Redacted idToken);
}
