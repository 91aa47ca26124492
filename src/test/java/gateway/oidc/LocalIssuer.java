package gateway.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import gateway.settings.OidcSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** An identity provider on loopback. */
final class LocalIssuer {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final RSAKey RSA = rsa("rsa-1", 2048);
    static final RSAKey NEXT = rsa("rsa-2", 2048);
    static final RSAKey WEAK = rsa("weak", 1024);
    static final ECKey EC = ec("ec-1", Curve.P_256);
    static final ECKey EC_384 = ec("ec-2", Curve.P_384);

    private final HttpServer server;
    private final AtomicReference<String> keys = new AtomicReference<>("");
    private final AtomicReference<String> keysAt = new AtomicReference<>("");
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger fetches = new AtomicInteger();

    LocalIssuer(Vertx vertx) {
        serve(RSA, EC, EC_384, WEAK);
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    if (request.uri().equals("/keys")) {
                        fetches.incrementAndGet();
                        request.response().setStatusCode(status.get()).end(keys.get());
                    } else if (request.uri().equals("/.well-known/openid-configuration")) {
                        request.response().end("{\"issuer\":\"" + uri() + "\",\"jwks_uri\":\"" + keysAt.get() + "\"}");
                    } else {
                        request.response().setStatusCode(404).end();
                    }
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        keysAt.set(uri() + "/keys");
    }

    String uri() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** How many times its keys were asked for. */
    int fetches() {
        return fetches.get();
    }

    void answers(int code) {
        status.set(code);
    }

    void serve(JWK... some) {
        keys.set(new JWKSet(List.of(some)).toString());
    }

    void serve(String text) {
        keys.set(text);
    }

    void keysAt(String uri) {
        keysAt.set(uri);
    }

    OidcSettings settings() {
        return new OidcSettings(URI.create(uri()), "serai", null, null, "team", null);
    }

    /** The claims of a good token that ends in an hour. */
    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(uri())
                .audience("serai")
                .subject("jane")
                .expirationTime(Date.from(NOW.plusSeconds(3600)))
                .claim("tenant", "clinic");
    }

    String token() {
        return signed(claims().build(), JWSAlgorithm.RS256, RSA);
    }

    static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWK key) {
        return signed(
                claims, new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), key);
    }

    static String signed(JWTClaimsSet claims, JWSHeader header, JWK key) {
        try {
            JWSSigner signer = key instanceof RSAKey rsa
                    ? new RSASSASigner(rsa.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance()))
                    : new ECDSASigner(key.toECKey());
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey rsa(String id, int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec(String id, Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
