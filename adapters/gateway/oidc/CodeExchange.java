package gateway.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import gateway.model.Redacted;
import gateway.oidc.LoginFailedException.Cause;
import gateway.settings.SsoSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gets an ID token for a code (RFC 6749, section 4.1.3, with RFC 7636). Blocks. Thread-safe. */
final class CodeExchange {
    private final IssuerHttp http;
    private final SsoSettings sso;
    private final Supplier<@Nullable Redacted> secret;

    /**
     * Takes who we are.
     *
     * @param secret our own at the issuer, as it is now; null = none
     */
    CodeExchange(IssuerHttp http, SsoSettings sso, Supplier<@Nullable Redacted> secret) {
        this.http = http;
        this.sso = sso;
        this.secret = secret;
    }

    /**
     * The ID token, unchecked.
     *
     * @throws LoginFailedException if there is none
     */
    Redacted redeem(Discovery issuer, String code, Redacted verifier) {
        URI place = issuer.token();
        if (place == null) {
            throw new LoginFailedException(Cause.SETTINGS, "the issuer names no token endpoint");
        }
        Redacted own = secret.get();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", sso.redirect().toString());
        form.put("code_verifier", verifier.value());
        String authorization = null;
        if (own == null || issuer.secretInBody()) {
            form.put("client_id", sso.clientId());
        }
        if (own != null && issuer.secretInBody()) {
            form.put("client_secret", own.value());
        } else if (own != null) {
            authorization = basic(sso.clientId(), own);
        }
        try {
            return idToken(http.post(place, authorization, encoded(form)));
        } catch (IOException e) {
            // its message is made by us
            throw new LoginFailedException(Cause.DOWN, String.valueOf(e.getMessage()));
        }
    }

    private static Redacted idToken(IssuerHttp.Answer answer) {
        if (answer.status() >= 500) {
            throw new LoginFailedException(Cause.DOWN, "the token endpoint answers with status " + answer.status());
        }
        Map<String, Object> fields = fields(answer.body());
        if (answer.status() != 200) {
            throw refused(answer.status(), String.valueOf(fields.get("error")));
        }
        if (fields.get("id_token") instanceof String token) {
            return new Redacted(token);
        }
        throw new LoginFailedException(
                Cause.SETTINGS, "the token endpoint gave no ID token: is openid among the scopes of the client?");
    }

    private static LoginFailedException refused(int status, String error) {
        return switch (error) {
            case "invalid_client", "unauthorized_client" ->
                new LoginFailedException(Cause.SETTINGS, "the token endpoint refuses the client id or its secret");
            case "invalid_grant" -> new LoginFailedException(Cause.CODE, "the token endpoint refuses the code");
            default ->
                new LoginFailedException(
                        status == 401 ? Cause.SETTINGS : Cause.CODE,
                        "the token endpoint answers with status " + status);
        };
    }

    private static Map<String, Object> fields(String body) {
        try {
            return JSONObjectUtils.parse(body);
        } catch (ParseException | IllegalArgumentException e) {
            return Map.of();
        }
    }

    /** RFC 6749, section 2.3.1: both parts are encoded as in a form first. */
    private static String basic(String client, Redacted secret) {
        String pair = encoded(client) + ":" + encoded(secret.value());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** A form or a query. */
    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
