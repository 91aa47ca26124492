package gateway.oidc;

import static gateway.oidc.Desk.CLINIC;
import static gateway.oidc.Desk.INVALID;
import static gateway.oidc.Desk.rs256;
import static gateway.oidc.LocalIssuer.NEXT;
import static gateway.oidc.LocalIssuer.RSA;
import static gateway.oidc.LocalIssuer.WEAK;
import static gateway.oidc.LocalIssuer.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import gateway.model.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens that are none of the issuer's for us: all are refused in the same words. */
class ForgedTokenTest {
    private final Desk desk = new Desk();

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void refusesUnsignedTokens() {
        String plain = new PlainJWT(desk.issuer().claims().build()).serialize();
        String[] parts = desk.issuer().token().split("\\.", -1);

        assertThat(desk.problem(plain)).isEqualTo(INVALID);
        assertThat(desk.problem(parts[0] + "." + parts[1] + ".")).isEqualTo(INVALID);
        for (String none : List.of("none", "None", "NONE", "nOnE")) {
            String header = base64("{\"alg\":\"" + none + "\",\"kid\":\"rsa-1\"}");
            assertThat(desk.problem(header + "." + parts[1] + ".")).isEqualTo(INVALID);
            assertThat(desk.problem(header + "." + parts[1] + "." + parts[2])).isEqualTo(INVALID);
        }
    }

    @Test
    void refusesHmacWithThePublicKeyAsItsSecret() throws JOSEException {
        for (byte[] secret : List.of(
                RSA.toRSAPublicKey().getEncoded(),
                RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
            SignedJWT forged = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(),
                    desk.issuer().claims().build());
            forged.sign(new MACSigner(secret));

            assertThat(desk.problem(forged.serialize())).isEqualTo(INVALID);
        }
    }

    @Test
    void refusesWhatSomebodyElseSigned() {
        JWTClaimsSet claims = desk.issuer().claims().build();
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256);

        assertThat(desk.problem(signed(claims, header.keyID("rsa-1").build(), NEXT)))
                .isEqualTo(INVALID);
        assertThat(desk.problem(signed(claims, header.jwk(NEXT.toPublicJWK()).build(), NEXT)))
                .isEqualTo(INVALID);
        assertThat(desk.problem(signed(claims, JWSAlgorithm.RS256, WEAK))).isEqualTo(INVALID);
        assertThat(desk.problem(signed(claims, header.keyID("ec-1").build(), NEXT)))
                .isEqualTo(INVALID);
    }

    @Test
    void refusesAChangedToken() {
        String[] parts = desk.issuer().token().split("\\.", -1);
        String[] other = rs256(desk.issuer().claims().claim("tenant", "other")).split("\\.", -1);

        assertThat(desk.problem(parts[0] + "." + other[1] + "." + parts[2])).isEqualTo(INVALID);
        assertThat(desk.problem(parts[0] + "." + parts[1] + "." + other[2])).isEqualTo(INVALID);
    }

    @Test
    void refusesTokensForOthersAndByOthers() {
        assertThat(desk.problem(rs256(desk.issuer().claims().audience("another"))))
                .isEqualTo(INVALID);
        assertThat(desk.problem(rs256(desk.issuer().claims().audience((String) null))))
                .isEqualTo(INVALID);
        assertThat(desk.problem(
                        rs256(desk.issuer().claims().issuer(desk.issuer().uri() + "/"))))
                .isEqualTo(INVALID);
        assertThat(desk.problem(rs256(desk.issuer().claims().issuer(null)))).isEqualTo(INVALID);
    }

    @Test
    void refusesTokensOfOtherKinds() {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1");
        JWTClaimsSet claims = desk.issuer().claims().build();

        assertThat(desk.find(
                        signed(claims, header.type(new JOSEObjectType("at+jwt")).build(), RSA)))
                .isEqualTo(CLINIC);
        assertThat(desk.problem(signed(
                        claims, header.type(new JOSEObjectType("logout+jwt")).build(), RSA)))
                .isEqualTo(INVALID);
        assertThat(desk.problem(signed(
                        claims, header.type(null).criticalParams(Set.of("exp")).build(), RSA)))
                .isEqualTo(INVALID);
    }

    @Test
    void refusesGarbageAndHugeTokens() {
        String deep = base64("{\"a\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}");
        String header = base64("{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}");

        for (String garbage :
                List.of("a.b.c", "e30.e30.e30", header + ".e30.", header + "." + deep + ".AAAA", deep + ".e30.AAAA")) {
            assertThat(desk.problem(garbage)).isEqualTo(INVALID);
        }
        assertThat(desk.find("...")).isNull();
        assertThat(desk.problem(rs256(desk.issuer().claims().claim("more", "x".repeat(16_384)))))
                .isEqualTo(INVALID);
        assertThat(desk.problem("a".repeat(1_000_000) + ".b.c")).isEqualTo(INVALID);
    }

    @Test
    void tellsNothingOfATokenAndShowsNoClaim() {
        String token = rs256(desk.issuer().claims().audience("another").subject("jane-doe"));
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> desk.find(token));

        assertThat(refused.toString()).doesNotContain("jane-doe").doesNotContain(token.split("\\.", -1)[1]);
        assertThat(desk.verifier().verify(desk.issuer().token()).toString())
                .isEqualTo("Claims[expires=2026-11-24T13:00:00Z]");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
