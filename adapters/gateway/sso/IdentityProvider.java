package gateway.sso;

import gateway.admin.SignOn;
import gateway.control.Administrator;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.oidc.Claims;
import gateway.oidc.InvalidTokenException;
import gateway.oidc.JwtVerifier;
import gateway.oidc.LoginIssuer;
import gateway.settings.SsoSettings;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The identity provider of the settings. Thread-safe. */
public final class IdentityProvider implements SignOn {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]*+");
    private static final String DOWN = "the identity provider did not answer the last time; a key works all the same";

    private final LoginIssuer issuer;
    private final SsoSettings settings;
    private final People people;

    /** Takes where people log in, and what they may do then. */
    public IdentityProvider(LoginIssuer issuer, SsoSettings settings) {
        this.issuer = issuer;
        this.settings = settings;
        this.people = new People(settings);
    }

    LoginIssuer issuer() {
        return issuer;
    }

    SsoSettings settings() {
        return settings;
    }

    People people() {
        return people;
    }

    /** Whether cookies must be for encrypted connections alone, whatever this one is: TLS may end before us. */
    boolean secure() {
        return "https".equals(settings.publicUrl().getScheme());
    }

    @Override
    public Offer offer() {
        return new Offer(settings.labelOrDefault(), issuer.isFailing() ? DOWN : null);
    }

    @Override
    public @Nullable Administrator administrator(Redacted token) {
        JwtVerifier verifier = issuer.apiTokens();
        if (verifier == null || !TOKEN.matcher(token.value()).matches()) {
            return null;
        }
        Claims claims = verified(verifier, token);
        // an ID token tells a client who somebody is; it is no leave to call anything
        if (claims.all().containsKey("nonce")) {
            throw new RefusedException(
                    new Refusal.InvalidApiKey("this is an ID token: fetch an access token for the admin API"));
        }
        Administrator found = people.administrator(claims);
        if (found == null) {
            throw new RefusedException(new Refusal.PermissionDenied("the token names no administrator: its claim "
                    + settings.rolesClaimOrDefault() + " must have a value that gateway.sso.roles knows"));
        }
        return found;
    }

    private static Claims verified(JwtVerifier verifier, Redacted token) {
        try {
            return verifier.verify(token.value());
        } catch (InvalidTokenException e) {
            throw new RefusedException(new Refusal.InvalidApiKey(e.problem()));
        }
    }

    @Override
    public @Nullable URI logout(@Nullable Redacted idToken) {
        return issuer.logout(idToken);
    }
}
