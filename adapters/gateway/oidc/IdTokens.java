package gateway.oidc;

import gateway.model.Redacted;
import gateway.oidc.LoginFailedException.Cause;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;

/** Checks ID tokens as OpenID Connect Core 1.0 asks for it in section 3.1.3.7. Thread-safe. */
final class IdTokens {
    private static final int LONGEST_SUBJECT = 255;

    /** A token is made for the login that brings it. */
    private static final Duration OLDEST = Duration.ofMinutes(10);

    private final JwtVerifier verifier;
    private final String client;
    private final Duration skew;
    private final InstantSource clock;

    /**
     * Takes what there is to check by.
     *
     * @param verifier of the issuer's tokens for this client
     * @param client our id at the issuer
     */
    IdTokens(JwtVerifier verifier, String client, Duration skew, InstantSource clock) {
        this.verifier = verifier;
        this.client = client;
        this.skew = skew;
        this.clock = clock;
    }

    /**
     * What a token says.
     *
     * @param nonce of the login
     * @throws LoginFailedException if it is not the issuer's for us, for this login, of now
     */
    Claims check(String token, Redacted nonce) {
        Claims claims = signed(token);
        String given = claims.text("nonce");
        require(given != null && same(nonce.value(), given), "is of another login");
        Object party = claims.all().get("azp");
        require(party == null || party.equals(client), "was made for another client");
        require(party != null || !(claims.all().get("aud") instanceof List<?> all) || all.size() == 1, "has no azp");
        String subject = claims.text("sub");
        require(
                subject != null
                        && subject.length() <= LONGEST_SUBJECT
                        && subject.chars().allMatch(c -> c >= ' ' && c < 0x7f),
                "names no subject");
        Instant now = clock.instant();
        require(
                claims.all().get("iat") instanceof Date made
                        && !made.toInstant().isAfter(now.plus(skew))
                        && made.toInstant().isAfter(now.minus(OLDEST).minus(skew)),
                "was not made just now");
        return claims;
    }

    private Claims signed(String token) {
        try {
            return verifier.verify(token);
        } catch (InvalidTokenException e) {
            throw new LoginFailedException(Cause.TOKEN, "the ID token is not taken: " + e.problem());
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new LoginFailedException(Cause.TOKEN, "the ID token " + problem);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
