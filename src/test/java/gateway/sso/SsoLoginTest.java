package gateway.sso;

import static gateway.sso.SsoLab.header;
import static gateway.sso.TestTokens.EC;
import static gateway.sso.TestTokens.OTHER;
import static gateway.sso.TestTokens.RSA;
import static gateway.sso.TestTokens.signed;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import gateway.api.HttpCalls;
import gateway.api.HttpReply;
import gateway.control.Administrator;
import gateway.control.Administrator.Role;
import gateway.session.PendingLogins;
import gateway.session.Session.Holder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A login as it should be, and what a browser is given. */
class SsoLoginTest {
    private final SsoLab lab = new SsoLab();

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void asksTheProviderForACodeWithStateNonceAndChallenge() {
        HttpReply reply = lab.beginning("return=models", false);
        URI there = URI.create(header(reply, "location"));
        Map<String, String> query = TestTokens.form(there.getRawQuery());

        assertThat(there.toString()).startsWith(lab.issuer().uri() + "/authorize?");
        assertThat(query)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "serai")
                .containsEntry("redirect_uri", "https://serai.example.com/login/sso/callback")
                .containsEntry("scope", "openid groups")
                .containsEntry("code_challenge_method", "S256")
                .doesNotContainKey("prompt");
        assertThat(List.of(query.get("state"), query.get("nonce"), query.get("code_challenge")))
                .doesNotHaveDuplicates()
                .allMatch(each -> each.length() == 43);
        assertThat(header(reply, "set-cookie"))
                .matches("serai_login=[A-Za-z0-9_-]{43}; Path=/login; HttpOnly; SameSite=Lax; Max-Age=600; Secure");
        assertThat(header(reply, "cache-control")).isEqualTo("no-store");
        assertThat(header(reply, "referrer-policy")).isEqualTo("no-referrer");
        assertThat(TestTokens.form(URI.create(header(lab.beginning("again=1", false), "location"))
                        .getRawQuery()))
                .containsEntry("prompt", "login");
    }

    @Test
    void beginsASessionOfThePersonWithItsRole() {
        HttpReply reply = lab.login();

        assertThat(lab.person(reply)).isEqualTo(new Administrator("sso:" + TestIssuer.SUBJECT, Role.OPERATOR, null));
        assertThat(lab.session(reply).until()).isEqualTo(lab.now().plus(Duration.ofHours(2)));
        assertThat(header(reply, "location")).isEqualTo("/?session#");
        assertThat(header(reply, "set-cookie"))
                .matches("serai_session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=7200; Secure");
        assertThat(lab.person(reply).toString()).doesNotContain(TestIssuer.SUBJECT);
    }

    @Test
    void takesTokensSignedByEllipticCurves() {
        lab.issuer().signs(set -> signed(set, JWSAlgorithm.ES256, EC));

        assertThat(lab.person(lab.login()).role()).isEqualTo(Role.OPERATOR);
    }

    @Test
    void takesUpTheProvidersNewKeys() {
        lab.login();
        lab.issuer().has(OTHER);
        lab.issuer().signs(set -> signed(set, JWSAlgorithm.RS256, OTHER));
        lab.pass(Duration.ofSeconds(31));

        assertThat(lab.person(lab.login()).role()).isEqualTo(Role.OPERATOR);

        lab.issuer().signs(set -> signed(set, JWSAlgorithm.RS256, RSA));
        assertThat(lab.login().status()).isEqualTo(400);
    }

    @Test
    void goesOnInTheDashboardWhereItWas() {
        for (String place : List.of("models", "decision/01J-x.y", "decisions?result=refused&tenant=a%20b")) {
            assertThat(returned(place)).isEqualTo("/?session#" + place);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https:\\\\evil.example",
                "a\r\nset-cookie: x=y",
                "<script>",
                "live\"x",
                "#x",
                "a b",
                " ",
                "\u2028",
                "\u0000"
            })
    void goesNowhereElse(String place) {
        assertThat(returned(place)).isEqualTo("/?session#");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "javascript:alert(1)", "/\t/evil.example"})
    void staysOnItsOwnPageWhateverItIsGiven(String place) {
        assertThat(URI.create("https://serai.example.com/").resolve(returned(place)))
                .satisfies(landed -> {
                    assertThat(landed.getHost()).isEqualTo("serai.example.com");
                    assertThat(landed.getPath()).isEqualTo("/");
                });
    }

    @Test
    void takesItsTimeButNotTooLong() {
        SsoLab.Begun slow = lab.begin();
        lab.pass(PendingLogins.LONGEST.minusSeconds(1));
        assertThat(lab.back(lab.issuer().approve(slow.authorization()), slow.cookie())
                        .status())
                .isEqualTo(303);

        SsoLab.Begun late = lab.begin();
        lab.pass(PendingLogins.LONGEST);
        HttpReply reply = lab.back(lab.issuer().approve(late.authorization()), late.cookie());
        assertThat(reply.status()).isEqualTo(400);
        assertThat(HttpCalls.body(reply)).contains("took more than ten minutes");
    }

    @Test
    void sendsTheBrowserToTheProvidersLogout() {
        HttpReply reply = lab.login();
        Holder.Person person = (Holder.Person) lab.session(reply).holder();
        URI there = Objects.requireNonNull(lab.provider().logout(person.idToken()));

        assertThat(there.toString()).startsWith(lab.issuer().uri() + "/logout?");
        assertThat(TestTokens.form(there.getRawQuery()))
                .containsEntry("post_logout_redirect_uri", "https://serai.example.com/")
                .containsEntry("client_id", "serai")
                .containsKey("id_token_hint");
    }

    @Test
    void worksForAProviderThatWantsTheSecretInTheForm() {
        try (SsoLab other = new SsoLab(List.of("127.0.0.1"), TestIssuer::wantsSecretInForm)) {
            assertThat(other.person(other.login()).role()).isEqualTo(Role.OPERATOR);
        }
    }

    private String returned(String place) {
        HttpReply begun = lab.beginning("return=" + TestTokens.encoded(place), false);
        String cookie = header(begun, "set-cookie").replaceAll("serai_login=([^;]+);.*", "$1");
        return header(lab.back(lab.issuer().approve(URI.create(header(begun, "location"))), cookie), "location");
    }
}
