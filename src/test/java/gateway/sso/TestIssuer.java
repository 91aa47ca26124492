package gateway.sso;

import static gateway.sso.TestTokens.EC;
import static gateway.sso.TestTokens.RSA;
import static gateway.sso.TestTokens.encoded;
import static gateway.sso.TestTokens.form;
import static gateway.sso.TestTokens.hash;
import static gateway.sso.TestTokens.signed;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An OpenID provider on loopback with the endpoints of discovery, keys, authorization, tokens and logout. It takes a
 * code once, for the redirect and the PKCE challenge that it was given for, and only from who has the client's secret.
 */
public final class TestIssuer implements AutoCloseable {
    public static final String CLIENT = "serai";
    public static final String SECRET = "a secret/with:signs";
    public static final String SUBJECT = "248289761001";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final InstantSource clock;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final List<String> logouts = new CopyOnWriteArrayList<>();
    private final AtomicReference<UnaryOperator<JWTClaimsSet.Builder>> claims =
            new AtomicReference<>(UnaryOperator.identity());
    private final AtomicReference<Function<JWTClaimsSet, String>> signing =
            new AtomicReference<>(set -> signed(set, JWSAlgorithm.RS256, RSA));
    private final AtomicReference<UnaryOperator<String>> discovery = new AtomicReference<>(UnaryOperator.identity());
    private final AtomicBoolean inForm = new AtomicBoolean();
    private final AtomicReference<JWKSet> keys = new AtomicReference<>(new JWKSet(List.of(RSA, EC)));

    /** What a code was given for. */
    private record Grant(String client, String redirect, String challenge, String nonce) {}

    /** Starts, with the time of now. */
    public TestIssuer() {
        this(InstantSource.system());
    }

    TestIssuer(InstantSource clock) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext(
                "/.well-known/openid-configuration",
                exchange ->
                        send(exchange, 200, "application/json", discovery.get().apply(document())));
        server.createContext(
                "/keys",
                exchange -> send(exchange, 200, "application/json", keys.get().toString()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.createContext("/logout", this::logout);
        server.start();
    }

    /** Its name. */
    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What its ID tokens say from now on. */
    public void says(UnaryOperator<JWTClaimsSet.Builder> change) {
        claims.set(change);
    }

    /** How its ID tokens are made from now on. */
    void signs(Function<JWTClaimsSet, String> how) {
        signing.set(how);
    }

    /** What its discovery document says. */
    void describes(UnaryOperator<String> change) {
        discovery.set(change);
    }

    /** It takes the client's secret in the form alone. */
    void wantsSecretInForm() {
        inForm.set(true);
        describes(document -> document.replace(
                "\"response_types_supported\"",
                "\"token_endpoint_auth_methods_supported\": [\"client_secret_post\"], \"response_types_supported\""));
    }

    /** Which keys it has. */
    void has(JWK... all) {
        keys.set(new JWKSet(List.of(all)));
    }

    /** Subjects that were logged out here, by the hints that they came with. */
    public List<String> logouts() {
        return logouts;
    }

    /** Somebody logs in, where a browser was sent: where the browser is sent back to. */
    URI approve(URI authorization) {
        return URI.create(approved(form(authorization.getRawQuery())));
    }

    /** An access token for programs. */
    public String accessToken(String audience, UnaryOperator<JWTClaimsSet.Builder> change) {
        return signing.get().apply(change.apply(person().audience(audience)).build());
    }

    private JWTClaimsSet.Builder person() {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(uri())
                .subject(SUBJECT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("email", "jane@example.com")
                .claim("groups", List.of("staff", "serai-operators"));
    }

    private String document() {
        return """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "authorization_endpoint": "%1$s/authorize",
                 "token_endpoint": "%1$s/token", "end_session_endpoint": "%1$s/logout",
                 "response_types_supported": ["code"], "code_challenge_methods_supported": ["S256"]}""".formatted(uri());
    }

    private void authorize(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        if (exchange.getRequestMethod().equals("POST")) {
            redirect(exchange, approved(form(query)));
            return;
        }
        send(
                exchange,
                200,
                "text/html; charset=utf-8",
                "<!doctype html><html lang=en><link rel=icon href=data:,><title>Sign in</title><h1>Sign in</h1><form method=post action=\"/authorize?"
                        + query.replace("&", "&amp;") + "\"><button>Continue as Jane</button></form></html>");
    }

    private String approved(Map<String, String> asked) {
        require("code".equals(asked.get("response_type")), "response_type");
        require("S256".equals(asked.get("code_challenge_method")), "code_challenge_method");
        require(asked.getOrDefault("scope", "").startsWith("openid"), "scope");
        require(CLIENT.equals(asked.get("client_id")), "client_id");
        String code = "code-" + UUID.randomUUID();
        grants.put(
                code,
                new Grant(
                        asked.getOrDefault("client_id", ""),
                        asked.getOrDefault("redirect_uri", ""),
                        asked.getOrDefault("code_challenge", ""),
                        asked.getOrDefault("nonce", "")));
        return asked.get("redirect_uri") + "?code=" + encoded(code) + "&state="
                + encoded(asked.getOrDefault("state", "")) + "&session_state=other";
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String expected = "Basic "
                + Base64.getEncoder()
                        .encodeToString((encoded(CLIENT) + ":" + encoded(SECRET)).getBytes(StandardCharsets.UTF_8));
        boolean known = inForm.get()
                ? CLIENT.equals(form.get("client_id")) && SECRET.equals(form.get("client_secret"))
                : expected.equals(exchange.getRequestHeaders().getFirst("authorization"));
        if (!known) {
            send(exchange, 401, "application/json", "{\"error\":\"invalid_client\"}");
            return;
        }
        Grant grant = grants.remove(form.getOrDefault("code", ""));
        if (grant == null
                || !"authorization_code".equals(form.get("grant_type"))
                || !grant.redirect().equals(form.get("redirect_uri"))
                || !grant.challenge().equals(hash(form.getOrDefault("code_verifier", "")))) {
            send(exchange, 400, "application/json", "{\"error\":\"invalid_grant\"}");
            return;
        }
        JWTClaimsSet set = claims.get()
                .apply(person().audience(grant.client()).claim("nonce", grant.nonce()))
                .build();
        send(
                exchange,
                200,
                "application/json",
                "{\"token_type\":\"Bearer\",\"access_token\":\"opaque\",\"id_token\":\""
                        + signing.get().apply(set) + "\"}");
    }

    private void logout(HttpExchange exchange) throws IOException {
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        try {
            logouts.add(SignedJWT.parse(query.getOrDefault("id_token_hint", ""))
                    .getJWTClaimsSet()
                    .getSubject());
        } catch (ParseException e) {
            logouts.add("nobody");
        }
        redirect(exchange, query.getOrDefault("post_logout_redirect_uri", ""));
    }

    private static void redirect(HttpExchange exchange, String place) throws IOException {
        exchange.getResponseHeaders().set("location", place);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void require(boolean holds, String name) {
        if (!holds) {
            throw new AssertionError("the authorization request has a wrong " + name);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
