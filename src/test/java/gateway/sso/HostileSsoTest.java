package gateway.sso;

import static gateway.sso.SsoLab.header;
import static gateway.sso.TestTokens.OTHER;
import static gateway.sso.TestTokens.RSA;
import static gateway.sso.TestTokens.signed;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import gateway.api.HttpReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Browsers, networks and providers that mean no good: nobody is let in, and no token is quoted. */
class HostileSsoTest {
    private final SsoLab lab = new SsoLab();

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void refusesAnAnswerWithoutItsStateOrBrowser() {
        SsoLab.Begun begun = lab.begin();
        SsoLab.Begun other = lab.begin();
        URI callback = lab.issuer().approve(begun.authorization());

        SsoLab.refused(400, lab.back(changed(callback, "&state=[^&]*", ""), begun.cookie()));
        SsoLab.refused(400, lab.back(changed(callback, "&state=[^&]*", "&state=guessed"), begun.cookie()));
        SsoLab.refused(400, lab.back(URI.create(callback + "&state=again"), begun.cookie()));
        SsoLab.refused(400, lab.back(URI.create(callback + "&code=again"), begun.cookie()));
        SsoLab.refused(400, lab.back(callback, null));
        SsoLab.refused(400, lab.back(callback, other.cookie()));
        assertThat(lab.back(callback, begun.cookie()).status()).isEqualTo(303);
    }

    @Test
    void takesAnAnswerOnce() {
        SsoLab.Begun begun = lab.begin();
        URI callback = lab.issuer().approve(begun.authorization());
        assertThat(lab.back(callback, begun.cookie()).status()).isEqualTo(303);

        SsoLab.refused(400, lab.back(callback, begun.cookie()));
    }

    @Test
    void takesNoCodeOfAnotherLogin() {
        SsoLab.Begun victim = lab.begin();
        SsoLab.Begun attacker = lab.begin();
        String code = TestTokens.form(
                        lab.issuer().approve(attacker.authorization()).getRawQuery())
                .get("code");
        URI injected = changed(lab.issuer().approve(victim.authorization()), "code=[^&]*", "code=" + code);

        // the verifier of the victim's login is not that of the code
        SsoLab.refused(400, lab.back(injected, victim.cookie()));
    }

    @Test
    void takesNoCodeTwice() {
        SsoLab.Begun begun = lab.begin();
        URI callback = lab.issuer().approve(begun.authorization());
        assertThat(lab.back(callback, begun.cookie()).status()).isEqualTo(303);
        SsoLab.Begun next = lab.begin();
        String state = TestTokens.form(next.authorization().getRawQuery()).get("state");

        HttpReply reply = lab.back(changed(callback, "state=[^&]*", "state=" + state), next.cookie());

        assertThat(SsoLab.refused(400, reply)).contains("does not stand by this login");
    }

    @Test
    void refusesTokensOfOtherLoginsClientsAndTimes() {
        List<UnaryOperator<JWTClaimsSet.Builder>> wrong = List.of(
                set -> set.claim("nonce", "another"),
                set -> set.claim("nonce", null),
                set -> set.audience("another"),
                set -> set.audience((String) null),
                set -> set.audience(List.of("serai", "another")),
                set -> set.claim("azp", "another"),
                set -> set.issuer("https://other.example.com"),
                set -> set.issuer(null),
                set -> set.subject(null),
                set -> set.subject("jane\ndoe"),
                set -> set.subject("x".repeat(256)),
                set -> set.issueTime(null),
                set -> set.issueTime(in(61)),
                set -> set.issueTime(in(-661)),
                set -> set.expirationTime(in(-60)),
                set -> set.expirationTime(null),
                set -> set.notBeforeTime(in(61)),
                set -> set.claim("more", "x".repeat(20_000)),
                set -> set.claim("more", "x".repeat(600_000)));
        for (UnaryOperator<JWTClaimsSet.Builder> change : wrong) {
            lab.issuer().says(change);

            HttpReply reply = loginWithinLimit();

            assertThat(reply.status()).as("case %d", wrong.indexOf(change)).isIn(400, 503);
            assertThat(reply.headers()).doesNotContainKey("location");
        }
        lab.issuer().says(set -> set.audience(List.of("serai", "another")).claim("azp", "serai"));
        assertThat(loginWithinLimit().status()).isEqualTo(303);
    }

    @Test
    void refusesTokensThatTheProviderDidNotSign() {
        refusesSigned(set -> signed(set, JWSAlgorithm.RS256, OTHER));
        refusesSigned(set -> signedAs("rsa-1", set));
        refusesSigned(set -> new PlainJWT(set).serialize());
        refusesSigned(set -> signed(set, JWSAlgorithm.RS256, RSA).replaceAll("\\.[^.]*$", "."));
        refusesSigned(set -> hmac(set, RSA.toPublicJWK().toJSONString()));
        refusesSigned(set -> "not.a.token");
        refusesSigned(set -> "");
    }

    @Test
    void refusesAnAnswerOfAnotherIssuer() {
        SsoLab.Begun begun = lab.begin();
        URI callback = lab.issuer().approve(begun.authorization());

        String page = SsoLab.refused(
                400, lab.back(URI.create(callback + "&iss=https%3A%2F%2Fother.example.com"), begun.cookie()));

        assertThat(page).contains("of another identity provider");
        // the login is over, although its code was never shown to anybody
        SsoLab.refused(400, lab.back(callback, begun.cookie()));
    }

    @Test
    void saysThatTheProviderRefused() {
        SsoLab.Begun begun = lab.begin();
        String state = TestTokens.form(begun.authorization().getRawQuery()).get("state");

        String page = SsoLab.refused(
                400,
                lab.back(
                        URI.create("/login/sso/callback?error=access_denied&error_description=%3Cscript%3E&state="
                                + state),
                        begun.cookie()));

        assertThat(page).contains("refused or broken off there").doesNotContain("script");
    }

    @Test
    void letsNobodyInWithoutARole() {
        lab.issuer().says(set -> set.claim("groups", List.of("staff")));
        HttpReply reply = lab.login();

        assertThat(SsoLab.refused(403, reply)).contains("have no role here", "the claim groups", "somebody else");
        assertThat(header(reply, "content-security-policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");

        lab.issuer().says(set -> set.claim("groups", null));
        SsoLab.refused(403, lab.login());
    }

    @Test
    void beginsNoLoginForAnotherPage() {
        SsoLab.refused(403, lab.beginning(null, true));
    }

    @Test
    void boundsHowManyLoginsOfAMinuteFail() {
        lab.issuer().says(set -> set.claim("nonce", "another"));
        for (int i = 0; i < 5; i++) {
            SsoLab.refused(400, lab.login());
        }
        lab.issuer().says(UnaryOperator.identity());

        HttpReply reply = lab.login();

        assertThat(SsoLab.refused(429, reply)).contains("Try again in a minute");
        assertThat(Integer.parseInt(header(reply, "retry-after"))).isBetween(1, 60);
    }

    private Date in(long seconds) {
        return Date.from(lab.now().plusSeconds(seconds));
    }

    private void refusesSigned(Function<JWTClaimsSet, String> how) {
        lab.issuer().signs(how);
        HttpReply reply = loginWithinLimit();
        assertThat(SsoLab.refused(400, reply)).contains("could not be verified");
    }

    /** A lab of its own minute for each: five that fail are enough in one. */
    private HttpReply loginWithinLimit() {
        lab.pass(Duration.ofMinutes(1));
        lab.issuer().has(RSA);
        return lab.login();
    }

    private static URI changed(URI callback, String pattern, String with) {
        return URI.create(callback.toString().replaceAll(pattern, with));
    }

    private static String signedAs(String id, JWTClaimsSet set) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id).build(), set);
            jwt.sign(new RSASSASigner(OTHER));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(JWTClaimsSet set, String secret) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(), set);
            jwt.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
