package gateway.settings;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are taken in place of API keys (OpenID Connect).
 *
 * @param issuer must be the token's {@code iss}, to the letter
 * @param audience must be among the token's {@code aud}
 * @param jwks where the issuer's public keys are; null = where its discovery document says
 * @param tenantClaim claim that names the tenant; null = {@code tenant}
 * @param teamClaim claim that names the tenant's team; null = none
 * @param clockSkew how far the issuer's clock may be off; null = 60 s
 */
public record OidcSettings(
        URI issuer,
        String audience,
        @Nullable URI jwks,
        @Nullable String tenantClaim,
        @Nullable String teamClaim,
        @Nullable Duration clockSkew) {
    private static final String TENANT = "tenant";
    private static final Duration SKEW = Duration.ofSeconds(60);

    /** The claim that names the tenant. */
    public String tenantClaimOrDefault() {
        return tenantClaim == null ? TENANT : tenantClaim;
    }

    /** How far the issuer's clock may be off. */
    public Duration clockSkewOrDefault() {
        return clockSkew == null ? SKEW : clockSkew;
    }
}
