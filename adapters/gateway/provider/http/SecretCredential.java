package gateway.provider.http;

import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Redacted;
import gateway.provider.CallProvider;
import gateway.provider.RefusedCredentialException;
import gateway.secret.CachedSecret;
import gateway.secret.Secret;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A credential that is replaced while calls run. Thread-safe. */
public final class SecretCredential implements Credential {
    private final CachedSecret secret;
    private final boolean needed;
    private final Function<Redacted, Supplier<Redacted>> form;
    private final ReentrantLock forming = new ReentrantLock();
    private volatile @Nullable Formed formed;

    /**
     * Takes what it shows, and in which form.
     *
     * @param needed whether a call without it makes no sense
     * @param form makes a header's value of a secret; asked once for each secret, and its answer once for each call
     */
    public SecretCredential(CachedSecret secret, boolean needed, Function<Redacted, Supplier<Redacted>> form) {
        this.secret = secret;
        this.needed = needed;
        this.form = form;
    }

    @Override
    public Shown show() {
        Secret now = secret.current();
        Predicate<Duration> renewal = patience -> secret.renewed(now, patience);
        try {
            Redacted value = now.value();
            if (value == null && !needed) {
                return new Shown(null, renewal);
            }
            if (value == null) {
                throw new FailedException(Failure.of(Kind.OUR_FAULT, CallProvider.NO_CREDENTIAL));
            }
            return new Shown(checked(of(now.version(), value).text().get()), renewal);
        } catch (FailedException e) {
            throw new RefusedCredentialException(e.failure(), renewal);
        }
    }

    private Formed of(long version, Redacted value) {
        Formed last = formed;
        if (last != null && last.version() >= version) {
            return last;
        }
        forming.lock();
        try {
            last = formed;
            if (last == null || last.version() < version) {
                last = new Formed(version, form.apply(value));
                formed = last;
            }
            return last;
        } finally {
            forming.unlock();
        }
    }

    /** The client would refuse any other text with a message that shows it. */
    private static Redacted checked(Redacted text) {
        if (text.value().chars().anyMatch(character -> character < ' ' || character > '~')) {
            throw new FailedException(Failure.of(Kind.OUR_FAULT, "malformed_credential"));
        }
        return text;
    }

    /**
     * A secret in its form.
     *
     * @param version of the secret
     * @param text the header's value
     */
    private record Formed(long version, Supplier<Redacted> text) {}
}
