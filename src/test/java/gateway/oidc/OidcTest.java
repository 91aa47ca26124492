package gateway.oidc;

import static gateway.oidc.Desk.CLINIC;
import static gateway.oidc.Desk.INVALID;
import static gateway.oidc.Desk.LAB;
import static gateway.oidc.Desk.in;
import static gateway.oidc.Desk.rs256;
import static gateway.oidc.LocalIssuer.EC;
import static gateway.oidc.LocalIssuer.EC_384;
import static gateway.oidc.LocalIssuer.NEXT;
import static gateway.oidc.LocalIssuer.NOW;
import static gateway.oidc.LocalIssuer.RSA;
import static gateway.oidc.LocalIssuer.signed;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import gateway.model.Examples;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of the issuer: which are taken, for whom, and what happens while the issuer is away. */
class OidcTest {
    private static final String NOBODY =
            "the token names no tenant or team that is known here: ask those who run this gateway";

    private final Desk desk = new Desk();

    @AfterEach
    void stop() {
        desk.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
    void takesTokensSignedByRsa(String algorithm) {
        assertThat(desk.find(signed(desk.issuer().claims().build(), JWSAlgorithm.parse(algorithm), RSA)))
                .isEqualTo(CLINIC);
    }

    @Test
    void takesTokensSignedByEllipticCurves() {
        assertThat(desk.find(signed(desk.issuer().claims().build(), JWSAlgorithm.ES256, EC)))
                .isEqualTo(CLINIC);
        assertThat(desk.find(signed(desk.issuer().claims().build(), JWSAlgorithm.ES384, EC_384)))
                .isEqualTo(CLINIC);
    }

    @Test
    void takesKeysAsBefore() {
        assertThat(desk.find("sk-serai-demo-1")).isEqualTo(Examples.ANYWHERE);
        assertThat(desk.find("a.key.with-dots")).isEqualTo(Examples.ANYWHERE);
        assertThat(desk.find("sk-serai-demo-2")).isNull();
        assertThat(desk.find("a.b.c.d.e")).isNull();
    }

    @Test
    void takesATokenWithoutAKeyIdAndOneOfManyAudiences() {
        JWTClaimsSet claims =
                desk.issuer().claims().audience(List.of("other", "serai")).build();

        assertThat(desk.find(signed(claims, new JWSHeader(JWSAlgorithm.RS256), RSA)))
                .isEqualTo(CLINIC);
    }

    @Test
    void narrowsToTheTeamThatTheTokenNames() {
        assertThat(desk.find(rs256(desk.issuer().claims().claim("team", "lab"))))
                .isEqualTo(LAB);
    }

    @Test
    void refusesWhoIsNoTenantOrTeam() {
        assertThat(desk.problem(rs256(desk.issuer().claims().claim("tenant", "nobody"))))
                .isEqualTo(NOBODY);
        assertThat(desk.problem(rs256(desk.issuer().claims().claim("tenant", null))))
                .isEqualTo(NOBODY);
        assertThat(desk.problem(rs256(desk.issuer().claims().claim("tenant", List.of("clinic")))))
                .isEqualTo(NOBODY);
        assertThat(desk.problem(rs256(desk.issuer().claims().claim("team", "nobody"))))
                .isEqualTo(NOBODY);
        assertThat(desk.problem(rs256(desk.issuer().claims().claim("team", 7)))).isEqualTo(NOBODY);
        assertThat(desk.problem(rs256(desk.issuer().claims().claim("team", ""))))
                .isEqualTo(NOBODY);
    }

    @Test
    void refusesTokensOutsideTheirTimeWithSomeLeeway() {
        assertThat(desk.problem(rs256(desk.issuer().claims().expirationTime(null))))
                .isEqualTo(INVALID);
        assertThat(desk.find(rs256(desk.issuer().claims().expirationTime(in(-59)))))
                .isEqualTo(CLINIC);
        assertThat(desk.problem(rs256(desk.issuer().claims().expirationTime(in(-60)))))
                .isEqualTo("the token has expired: fetch a new one from your issuer");
        assertThat(desk.find(rs256(desk.issuer().claims().notBeforeTime(in(60)))))
                .isEqualTo(CLINIC);
        assertThat(desk.problem(rs256(desk.issuer().claims().notBeforeTime(in(61)))))
                .isEqualTo("the token is not valid yet: check the clocks");
    }

    @Test
    void refusesATokenOnceItHasExpiredAlthoughItWasTaken() {
        String token = rs256(desk.issuer().claims().expirationTime(in(10)));
        assertThat(desk.find(token)).isEqualTo(CLINIC);

        desk.at(NOW.plusSeconds(70));

        assertThat(desk.problem(token)).startsWith("the token has expired");
    }

    @Test
    void takesTokensOfANewKeyOnceTheIssuerHasIt() {
        String token = signed(desk.issuer().claims().build(), JWSAlgorithm.RS256, NEXT);
        assertThat(desk.problem(token)).isEqualTo(INVALID);

        desk.issuer().serve(RSA, NEXT);
        desk.halfAMinuteLater();

        assertThat(desk.find(token)).isEqualTo(CLINIC);
        assertThat(desk.find(desk.issuer().token())).isEqualTo(CLINIC);
        assertThat(desk.issuer().fetches()).isEqualTo(2);
    }

    @Test
    void refusesTokensOfAKeyThatTheIssuerHasWithdrawn() {
        String token = desk.issuer().token();
        assertThat(desk.find(token)).isEqualTo(CLINIC);

        desk.issuer().serve(NEXT);
        desk.halfAMinuteLater();
        assertThat(desk.find(signed(desk.issuer().claims().build(), JWSAlgorithm.RS256, NEXT)))
                .isEqualTo(CLINIC);

        assertThat(desk.problem(token)).isEqualTo(INVALID);
    }

    @Test
    void asksTheIssuerAtMostEveryHalfMinute() {
        for (int i = 0; i < 20; i++) {
            assertThat(desk.problem(signed(desk.issuer().claims().build(), JWSAlgorithm.RS256, NEXT)))
                    .isEqualTo(INVALID);
        }
        assertThat(desk.issuer().fetches()).isEqualTo(1);

        desk.halfAMinuteLater();
        for (int i = 0; i < 20; i++) {
            assertThat(desk.problem(signed(desk.issuer().claims().build(), JWSAlgorithm.RS256, NEXT)))
                    .isEqualTo(INVALID);
        }
        assertThat(desk.issuer().fetches()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 404, 503})
    void goesOnWithTheKeysThatItHasWhileTheIssuerIsDown(int status) {
        desk.issuer().answers(status);
        desk.issuer().serve("no keys");
        desk.halfAMinuteLater();

        assertThat(desk.problem(signed(desk.issuer().claims().build(), JWSAlgorithm.RS256, NEXT)))
                .isEqualTo(INVALID);
        assertThat(desk.issuer().fetches()).isEqualTo(2);
        assertThat(desk.find(rs256(desk.issuer().claims().subject("joe")))).isEqualTo(CLINIC);
    }

    @Test
    void fetchesNoKeysFromAHostThatIsNotListed() {
        try (Desk misled = new Desk("localhost")) {
            assertThat(misled.problem(misled.issuer().token())).isEqualTo(INVALID);
            assertThat(misled.issuer().fetches()).isZero();
        }
    }
}
