package gateway.provider.http;

import gateway.model.Redacted;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a provider's calls show to be let in. Thread-safe. */
@FunctionalInterface
public interface Credential {
    /**
     * What to show now. Reads memory, but for the first use of a credential that access tokens are fetched with.
     *
     * @throws gateway.provider.RefusedCredentialException if there is nothing to show
     */
    Shown show();

    /** A credential that stays the same. */
    static Credential fixed(Redacted value) {
        Shown shown = new Shown(value, patience -> false);
        return () -> shown;
    }

    /**
     * A credential as one call shows it.
     *
     * @param value the header's value; null = none is sent
     * @param renewal waits for another credential, so long at most, and tells whether there is one
     */
    record Shown(@Nullable Redacted value, Predicate<Duration> renewal) {}
}
