package gateway.app;

import gateway.Ticker;
import gateway.admin.Logins;
import gateway.admin.SignOn;
import gateway.oidc.LoginIssuer;
import gateway.secret.SecretSource;
import gateway.session.LoginLimit;
import gateway.session.PendingLogins;
import gateway.session.Sessions;
import gateway.settings.Settings;
import gateway.settings.SsoSettings;
import gateway.sso.BeginSso;
import gateway.sso.FinishSso;
import gateway.sso.IdentityProvider;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What logs administrators in, with an identity provider where the settings name one. */
final class SsoParts implements AutoCloseable {
    private final @Nullable LoginIssuer issuer;
    private final @Nullable IdentityProvider provider;
    private final PendingLogins pending;
    private final Logins logins;

    private SsoParts(@Nullable LoginIssuer issuer, @Nullable SsoSettings sso, InstantSource clock) {
        SecureRandom random = new SecureRandom();
        this.issuer = issuer;
        this.provider = issuer == null || sso == null ? null : new IdentityProvider(issuer, sso);
        this.pending = new PendingLogins(clock, random);
        this.logins = new Logins(
                new Sessions(clock, random), new LoginLimit(clock), provider == null ? SignOn.NONE : provider);
    }

    /**
     * Begins to ask the provider, if there is one, and returns at once.
     *
     * @param secrets where credentials are kept; null = in the settings
     */
    static SsoParts start(
            Vertx vertx, Settings settings, @Nullable SecretSource secrets, InstantSource clock, Ticker ticker) {
        SsoSettings sso = settings.sso();
        return new SsoParts(
                sso == null
                        ? null
                        : LoginIssuer.start(
                                vertx,
                                sso,
                                new SsoSecret(sso, secrets, settings.control().secretsTtl(), ticker),
                                settings.egress(),
                                clock,
                                ticker),
                sso,
                clock);
    }

    /** What all ways to log in share. */
    Logins logins() {
        return logins;
    }

    /** The beans by the names that routes use. */
    Map<String, Object> beans() {
        return Map.of(
                "beginSso", new BeginSso(provider, pending), "finishSso", new FinishSso(provider, pending, logins));
    }

    @Override
    public void close() {
        if (issuer != null) {
            issuer.close();
        }
    }
}
