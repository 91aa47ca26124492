package gateway.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer says of itself (OpenID Connect Discovery 1.0).
 *
 * @param keys where its public keys are
 * @param authorization where browsers are sent to log in; null = nowhere
 * @param token where codes are redeemed; null = nowhere
 * @param endSession where browsers are sent to log out; null = nowhere
 * @param secretInBody whether the client's secret goes into the form ({@code client_secret_post}), as the header is not
 *     understood
 * @param namesItself whether it names itself when it sends a browser back (RFC 9207)
 */
record Discovery(
        URI keys,
        @Nullable URI authorization,
        @Nullable URI token,
        @Nullable URI endSession,
        boolean secretInBody,
        boolean namesItself) {

    /** Where an issuer has the document. */
    static URI place(String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return URI.create(base + "/.well-known/openid-configuration");
    }

    /**
     * Reads the document.
     *
     * @throws IssuerException if it is another issuer's, or makes no sense
     */
    static Discovery read(String issuer, String document) throws IOException {
        try {
            Map<String, Object> fields = JSONObjectUtils.parse(document);
            if (!issuer.equals(fields.get("issuer"))) {
                throw new IssuerException("the discovery document is of another issuer");
            }
            URI keys = JSONObjectUtils.getURI(fields, "jwks_uri");
            if (keys == null) {
                throw new IssuerException("the discovery document names no keys");
            }
            return new Discovery(
                    keys,
                    page(fields, "authorization_endpoint"),
                    JSONObjectUtils.getURI(fields, "token_endpoint"),
                    page(fields, "end_session_endpoint"),
                    secretInBody(JSONObjectUtils.getJSONArray(fields, "token_endpoint_auth_methods_supported")),
                    Boolean.TRUE.equals(fields.get("authorization_response_iss_parameter_supported")));
        } catch (ParseException | IllegalArgumentException e) {
            throw new IssuerException("the discovery document makes no sense");
        }
    }

    /** Browsers are sent to web pages only. */
    private static @Nullable URI page(Map<String, Object> fields, String name) throws ParseException, IssuerException {
        URI page = JSONObjectUtils.getURI(fields, name);
        if (page != null && (!IssuerHttp.isSafe(page) || page.getHost() == null || page.getFragment() != null)) {
            throw new IssuerException("the discovery document names an unsafe " + name);
        }
        return page;
    }

    /** Where nothing is said, the header is meant. */
    private static boolean secretInBody(@Nullable List<Object> methods) {
        return methods != null && !methods.contains("client_secret_basic") && methods.contains("client_secret_post");
    }

    /** Shows no address. */
    @Override
    public String toString() {
        return "Discovery[]";
    }
}
