package gateway.provider.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Failure.Kind;
import gateway.model.Redacted;
import gateway.provider.RefusedCredentialException;
import gateway.secret.CachedSecret;
import gateway.secret.SecretCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a credential that is replaced shows. */
class SecretCredentialTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SecretCache cache =
            new SecretCache(provider -> stored(), Set.of("acme"), Duration.ofMinutes(5), Runnable::run, () -> 0);
    private final CachedSecret secret = Objects.requireNonNull(cache.of("acme"));
    private final List<Redacted> formed = new ArrayList<>();
    private @Nullable String stored = "one";

    @Test
    void showsTheSecretInItsForm() {
        cache.load(PATIENCE);
        Credential credential = needed(this::bearer);

        assertThat(credential.show().value()).isEqualTo(new Redacted("Bearer one"));
    }

    @Test
    void formsEachSecretOnce() {
        cache.load(PATIENCE);
        Credential credential = needed(this::bearer);
        credential.show();
        credential.show();
        stored = "two";
        cache.refreshNow("acme");
        credential.show();

        assertThat(credential.show().value()).isEqualTo(new Redacted("Bearer two"));
        assertThat(formed).containsExactly(new Redacted("one"), new Redacted("two"));
    }

    @Test
    void isRenewedOnceTheSecretHasChanged() {
        cache.load(PATIENCE);
        Credential.Shown shown = needed(this::bearer).show();
        stored = "two";

        assertThat(shown.renewal().test(PATIENCE)).isTrue();
    }

    @Test
    void isRefusedWithoutASecret() {
        stored = null;
        cache.load(PATIENCE);

        assertRefused(needed(this::bearer), "no_credential");
    }

    @Test
    void showsNothingWhereNoneIsNeeded() {
        stored = null;
        cache.load(PATIENCE);
        Credential credential = new SecretCredential(secret, false, this::bearer);

        assertThat(credential.show().value()).isNull();
    }

    @Test
    void isRefusedWhereNoAccessTokenIsToBeHad() {
        cache.load(PATIENCE);
        Credential credential = needed(key -> () -> {
            throw new FailedException(Failure.of(Kind.OUR_FAULT, "vertex_credentials"));
        });

        assertRefused(credential, "vertex_credentials");
    }

    @Test
    void showsNoTextThatIsNoHeader() {
        stored = "zx82\nmarker";
        cache.load(PATIENCE);

        assertRefused(needed(this::bearer), "malformed_credential");
    }

    private static void assertRefused(Credential credential, String code) {
        assertThatExceptionOfType(RefusedCredentialException.class)
                .isThrownBy(credential::show)
                .extracting(FailedException::failure)
                .isEqualTo(Failure.of(Kind.OUR_FAULT, code));
    }

    private Credential needed(Function<Redacted, Supplier<Redacted>> form) {
        return new SecretCredential(secret, true, form);
    }

    private Supplier<Redacted> bearer(Redacted key) {
        formed.add(key);
        return () -> new Redacted("Bearer " + key.value());
    }

    private @Nullable Redacted stored() {
        String value = stored;
        return value == null ? null : new Redacted(value);
    }
}
