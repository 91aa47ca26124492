package gateway.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import gateway.control.KeyHash;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a token of the issuer says, and takes no other. What has been verified is remembered for a minute, so that
 * not every request costs a signature. Thread-safe; may wait two seconds for a key that it has not seen yet.
 */
public final class JwtVerifier {
    private static final String INVALID =
            "the token is not valid here: send one that this gateway's issuer has signed for this gateway";
    private static final String EXPIRED = "the token has expired: fetch a new one from your issuer";
    private static final String EARLY = "the token is not valid yet: check the clocks";

    /* Signatures only: with HMAC, the issuer's public key would be the secret. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /* Other types, such as logout+jwt, are signed by the same keys, but are no way to show who one is. */
    private static final Set<JOSEObjectType> TYPES = Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

    private static final int LONGEST = 16 * 1024;
    private static final int HELD = 10_000;
    private static final Duration HELD_FOR = Duration.ofSeconds(60);

    private final SigningKeys keys;
    private final String issuer;
    private final String audience;
    private final Duration skew;
    private final InstantSource clock;
    private final JWSVerifierFactory signatures = new DefaultJWSVerifierFactory();
    private final VerifiedTokens verified = new VerifiedTokens(HELD);

    JwtVerifier(SigningKeys keys, String issuer, String audience, Duration skew, InstantSource clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.audience = audience;
        this.skew = skew;
        this.clock = clock;
    }

    /**
     * What a token says.
     *
     * @throws InvalidTokenException if it is not one of the issuer's for us, or not valid now
     */
    public Claims verify(String token) {
        if (token.length() > LONGEST) {
            throw invalid();
        }
        String hash = KeyHash.of(token);
        Instant now = clock.instant();
        Claims held = verified.find(hash, keys.revision(), now);
        if (held != null) {
            return held;
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            // looked at before: what is fetched meanwhile only makes the token be verified once more
            long revision = keys.revision();
            checkSignature(jwt);
            Claims claims = check(jwt.getJWTClaimsSet(), now);
            hold(hash, claims, revision, now);
            return claims;
        } catch (ParseException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    private void hold(String hash, Claims claims, long revision, Instant now) {
        Instant soon = now.plus(HELD_FOR);
        Instant until = claims.expires().isBefore(soon) ? claims.expires() : soon;
        if (now.isBefore(until)) {
            verified.hold(hash, claims, revision, until);
        }
    }

    private void checkSignature(SignedJWT jwt) {
        JWSHeader header = jwt.getHeader();
        boolean form = ALGORITHMS.contains(header.getAlgorithm())
                && (header.getType() == null || TYPES.contains(header.getType()))
                && (header.getCriticalParams() == null
                        || header.getCriticalParams().isEmpty());
        if (!form) {
            throw invalid();
        }
        for (JWK key : keys.find(header)) {
            if (isSignedBy(jwt, key)) {
                return;
            }
        }
        throw invalid();
    }

    private boolean isSignedBy(SignedJWT jwt, JWK key) {
        try {
            return key instanceof AsymmetricJWK pair
                    && jwt.verify(signatures.createJWSVerifier(jwt.getHeader(), pair.toPublicKey()));
        } catch (JOSEException e) {
            // not a key for this algorithm
            return false;
        }
    }

    private Claims check(@Nullable JWTClaimsSet claims, Instant now) {
        if (claims == null
                || !issuer.equals(claims.getIssuer())
                || !claims.getAudience().contains(audience)
                || claims.getExpirationTime() == null) {
            throw invalid();
        }
        Instant expires = claims.getExpirationTime().toInstant();
        if (!now.isBefore(expires.plus(skew))) {
            throw new InvalidTokenException(EXPIRED);
        }
        Date begins = claims.getNotBeforeTime();
        if (begins != null && now.isBefore(begins.toInstant().minus(skew))) {
            throw new InvalidTokenException(EARLY);
        }
        return new Claims(claims.getClaims(), expires);
    }

    private static InvalidTokenException invalid() {
        return new InvalidTokenException(INVALID);
    }
}
