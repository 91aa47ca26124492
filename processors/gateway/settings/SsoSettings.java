package gateway.settings;

import gateway.control.Administrator.Role;
import gateway.model.Redacted;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How administrators log in at an identity provider (OpenID Connect, authorization code flow with PKCE).
 *
 * @param issuer must be the token's {@code iss}, to the letter; its discovery document says all else
 * @param clientId by which the provider knows the gateway
 * @param clientSecret null = a public client, which has none
 * @param publicUrl at which browsers reach the dashboard, without a path
 * @param label what the button says; null = SSO
 * @param scopes what is asked for; null = {@code openid}
 * @param rolesClaim claim whose values give roles; a dot leads into an object; null = {@code groups}
 * @param roles what a value of that claim may do; of several the one that may do most
 * @param nameClaim claim that names a person in the audit log; null = {@code sub}
 * @param session when a session ends, however much it is used; null = an hour
 * @param apiAudience must be among the {@code aud} of tokens that are shown to the admin API; null = none is taken
 *     there
 * @param clockSkew how far the issuer's clock may be off; null = 60 s
 */
public record SsoSettings(
        URI issuer,
        String clientId,
        @Nullable Redacted clientSecret,
        URI publicUrl,
        @Nullable String label,
        @Nullable List<String> scopes,
        @Nullable String rolesClaim,
        Map<String, Role> roles,
        @Nullable String nameClaim,
        @Nullable Duration session,
        @Nullable String apiAudience,
        @Nullable Duration clockSkew) {
    /** The claim that every provider gives: who one is, by the provider's own id. */
    public static final String SUBJECT = "sub";

    /** Under this name the client secret stands among the credentials of providers, where those are kept in a store. */
    public static final String SECRET = "sso";

    private static final String GROUPS = "groups";
    private static final String LABEL = "SSO";
    private static final Duration SESSION = Duration.ofHours(1);
    private static final Duration SKEW = Duration.ofSeconds(60);

    public SsoSettings {
        scopes = scopes == null ? null : List.copyOf(scopes);
        roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
    }

    /** What the button says. */
    public String labelOrDefault() {
        return label == null ? LABEL : label;
    }

    /** What is asked for. */
    public List<String> scopesOrDefault() {
        return scopes == null ? List.of(SsoChecks.OPENID) : scopes;
    }

    /** The claim whose values give roles. */
    public String rolesClaimOrDefault() {
        return rolesClaim == null ? GROUPS : rolesClaim;
    }

    /** The claim that names a person in the audit log. */
    public String nameClaimOrDefault() {
        return nameClaim == null ? SUBJECT : nameClaim;
    }

    /** When a session ends. */
    public Duration sessionOrDefault() {
        return session == null ? SESSION : session;
    }

    /** How far the issuer's clock may be off. */
    public Duration clockSkewOrDefault() {
        return clockSkew == null ? SKEW : clockSkew;
    }

    /** Where the provider sends browsers after a login. */
    public URI redirect() {
        return publicUrl.resolve("/login/sso/callback");
    }

    /** Where the provider sends browsers after a logout. */
    public URI afterLogout() {
        return publicUrl.resolve("/");
    }

    /** Shows no name of anybody. */
    @Override
    public String toString() {
        return "SsoSettings[" + issuer + ", " + clientSecret + "]";
    }
}
