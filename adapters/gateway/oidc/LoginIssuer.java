package gateway.oidc;

import gateway.Ticker;
import gateway.model.Redacted;
import gateway.oidc.LoginFailedException.Cause;
import gateway.settings.Settings;
import gateway.settings.SsoSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider at which administrators log in: OpenID Connect Core 1.0, authorization code flow, with PKCE (RFC
 * 7636, S256) always. Its discovery document and keys are fetched in the background. Thread-safe.
 */
public final class LoginIssuer implements AutoCloseable {
    /** A longer token is no part of an address: browsers and servers take some 8,000 characters. */
    private static final int LONGEST_HINT = 4_000;

    private final SsoSettings sso;
    private final ScheduledExecutorService background;
    private final SigningKeys keys;
    private final IssuerEndpoint endpoint;
    private final CodeExchange codes;
    private final IdTokens idTokens;
    private final @Nullable JwtVerifier apiTokens;

    private LoginIssuer(
            IssuerHttp http,
            SsoSettings sso,
            Supplier<@Nullable Redacted> secret,
            ScheduledExecutorService background,
            InstantSource clock,
            Ticker ticker) {
        this.sso = sso;
        this.background = background;
        this.endpoint = new IssuerEndpoint(http, sso.issuer(), null);
        this.keys = new SigningKeys(endpoint, background, ticker);
        this.codes = new CodeExchange(http, sso, secret);
        this.idTokens = new IdTokens(verifier(sso.clientId(), clock), sso.clientId(), sso.clockSkewOrDefault(), clock);
        String audience = sso.apiAudience();
        this.apiTokens = audience == null ? null : verifier(audience, clock);
    }

    /**
     * Begins to ask the issuer, and returns at once.
     *
     * @param secret our own at the issuer, as it is now; null = none
     */
    public static LoginIssuer start(
            Vertx vertx,
            SsoSettings sso,
            Supplier<@Nullable Redacted> secret,
            Settings.Egress egress,
            InstantSource clock,
            Ticker ticker) {
        LoginIssuer issuer = new LoginIssuer(
                new IssuerHttp(vertx, egress),
                sso,
                secret,
                Executors.newSingleThreadScheduledExecutor(
                        task -> Thread.ofPlatform().name("sso-keys").daemon().unstarted(task)),
                clock,
                ticker);
        issuer.keys.start();
        return issuer;
    }

    /**
     * A person as the issuer knows it.
     *
     * @param claims what is said
     * @param token where it is said
     */
    public record Person(Claims claims, Redacted token) {
        /** Shows no claim. */
        @Override
        public String toString() {
            return "Person[]";
        }
    }

    /** Whether the issuer could not be asked the last time. */
    public boolean isFailing() {
        return keys.isFailing();
    }

    /**
     * Where a browser is sent to log in.
     *
     * @param state comes back with the browser
     * @param nonce must stand in the ID token
     * @param verifier will be shown for the code
     * @param again whether who is logged in there must say anew who he is
     * @throws LoginFailedException if the issuer has not said yet where that is
     */
    public URI authorization(Redacted state, Redacted nonce, Redacted verifier, boolean again) {
        URI page = discovery().authorization();
        if (page == null) {
            throw new LoginFailedException(Cause.SETTINGS, "the issuer names no authorization endpoint");
        }
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", sso.clientId());
        query.put("redirect_uri", sso.redirect().toString());
        query.put("scope", String.join(" ", sso.scopesOrDefault()));
        query.put("state", state.value());
        query.put("nonce", nonce.value());
        query.put("code_challenge", challenge(verifier));
        query.put("code_challenge_method", "S256");
        if (again) {
            query.put("prompt", "login");
        }
        return with(page, query);
    }

    /**
     * Whether an answer can be this issuer's (RFC 9207): it names itself rightly, or does not name itself and never
     * said that it would.
     *
     * @param named what the answer says; null = nothing
     */
    public boolean isFrom(@Nullable String named) {
        Discovery known = endpoint.discovery();
        return named == null
                ? known == null || !known.namesItself()
                : named.equals(sso.issuer().toString());
    }

    /**
     * Who has logged in. Asks the issuer, and waits for it.
     *
     * @throws LoginFailedException if that cannot be said for sure
     */
    public Person redeem(String code, Redacted verifier, Redacted nonce) {
        Redacted token = codes.redeem(discovery(), code, verifier);
        return new Person(idTokens.check(token.value(), nonce), token);
    }

    /** Verifies what programs show to the admin API in place of keys; null = nothing is taken. */
    public @Nullable JwtVerifier apiTokens() {
        return apiTokens;
    }

    /**
     * Where a browser is sent to log out (OpenID Connect RP-Initiated Logout 1.0); null = nowhere.
     *
     * @param idToken of the login; null = not known
     */
    public @Nullable URI logout(@Nullable Redacted idToken) {
        Discovery known = endpoint.discovery();
        URI page = known == null ? null : known.endSession();
        if (page == null) {
            return null;
        }
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", sso.clientId());
        query.put("post_logout_redirect_uri", sso.afterLogout().toString());
        if (idToken != null && idToken.value().length() <= LONGEST_HINT) {
            query.put("id_token_hint", idToken.value());
        }
        return with(page, query);
    }

    private Discovery discovery() {
        Discovery known = endpoint.discovery();
        if (known == null) {
            keys.refresh();
            known = endpoint.discovery();
        }
        if (known == null) {
            throw new LoginFailedException(Cause.DOWN, "the issuer could not be asked yet where people log in");
        }
        return known;
    }

    private JwtVerifier verifier(String audience, InstantSource clock) {
        return new JwtVerifier(keys, sso.issuer().toString(), audience, sso.clockSkewOrDefault(), clock);
    }

    private static URI with(URI page, Map<String, String> query) {
        String text = page.toString();
        return URI.create(text + (text.contains("?") ? "&" : "?") + CodeExchange.encoded(query));
    }

    /** RFC 7636, section 4.2. */
    private static String challenge(Redacted verifier) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(verifier.value().getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        background.shutdownNow();
    }
}
