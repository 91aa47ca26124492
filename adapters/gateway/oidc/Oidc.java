package gateway.oidc;

import gateway.Ticker;
import gateway.admission.TenantDirectory;
import gateway.settings.OidcSettings;
import gateway.settings.Settings;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** An issuer whose tokens are taken, with the thread that fetches its keys. */
public final class Oidc implements AutoCloseable {
    private final OidcSettings settings;
    private final ScheduledExecutorService background;
    private final JwtVerifier verifier;

    private Oidc(OidcSettings settings, ScheduledExecutorService background, JwtVerifier verifier) {
        this.settings = settings;
        this.background = background;
        this.verifier = verifier;
    }

    /** Begins to fetch the issuer's keys, and returns at once. */
    public static Oidc start(
            Vertx vertx, OidcSettings settings, Settings.Egress egress, InstantSource clock, Ticker ticker) {
        ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name("oidc-keys").daemon().unstarted(task));
        SigningKeys keys = new SigningKeys(
                new IssuerEndpoint(new IssuerHttp(vertx, egress), settings.issuer(), settings.jwks()),
                background,
                ticker);
        keys.start();
        return new Oidc(
                settings,
                background,
                new JwtVerifier(
                        keys, settings.issuer().toString(), settings.audience(), settings.clockSkewOrDefault(), clock));
    }

    /** Verifies the issuer's tokens. */
    public JwtVerifier verifier() {
        return verifier;
    }

    /**
     * The directory of those who have a key or a token.
     *
     * @param keys who has a key
     * @param tenants who may call by a token
     */
    public TenantDirectory directory(TenantDirectory keys, JwtDirectory.Tenants tenants) {
        return new JwtDirectory(keys, verifier, tenants, settings.tenantClaimOrDefault(), settings.teamClaim());
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
