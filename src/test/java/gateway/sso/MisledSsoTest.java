package gateway.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Identity providers that are away, or say of themselves what must not be believed. */
class MisledSsoTest {
    @Test
    void wantsTheIssuersNameWhereItIsPromised() {
        try (SsoLab named = new SsoLab(
                List.of("127.0.0.1"),
                issuer -> issuer.describes(document -> document.replace(
                        "{\"issuer\"", "{\"authorization_response_iss_parameter_supported\": true, \"issuer\"")))) {
            SsoLab.Begun begun = named.begin();
            SsoLab.refused(400, named.back(named.issuer().approve(begun.authorization()), begun.cookie()));

            SsoLab.Begun next = named.begin();
            URI callback = named.issuer().approve(next.authorization());
            assertThat(named.back(
                                    URI.create(callback + "&iss="
                                            + TestTokens.encoded(named.issuer().uri())),
                                    next.cookie())
                            .status())
                    .isEqualTo(303);
        }
    }

    @Test
    void saysThatTheProviderIsDown() {
        try (SsoLab lab = new SsoLab()) {
            SsoLab.Begun begun = lab.begin();
            URI callback = lab.issuer().approve(begun.authorization());
            lab.issuer().close();

            assertThat(SsoLab.refused(503, lab.back(callback, begun.cookie())))
                    .contains("does not answer now", "with a key");
        }
    }

    @Test
    void redeemsNoCodeAtAHostThatMayNotBeCalled() {
        try (SsoLab misled = new SsoLab(
                List.of("127.0.0.1"),
                issuer -> issuer.describes(document -> document.replace(
                        "\"token_endpoint\": \"http://127.0.0.1", "\"token_endpoint\": \"http://localhost")))) {
            SsoLab.refused(503, misled.login());
        }
    }

    @Test
    void sendsNobodyToAnUnsafePage() {
        for (String page : List.of("javascript:alert(1)", "http://login.example.com/", "https:///x", "https://x/#y")) {
            try (SsoLab misled = new SsoLab(
                    List.of("127.0.0.1"),
                    issuer -> issuer.describes(document -> document.replaceAll(
                            "\"authorization_endpoint\": \"[^\"]*\"",
                            "\"authorization_endpoint\": \"" + page + "\"")))) {
                SsoLab.refused(503, misled.beginning(null, false));
            }
        }
    }

    @Test
    void asksNoIssuerThatCallsItselfOtherwise() {
        try (SsoLab misled = new SsoLab(
                List.of("127.0.0.1"),
                issuer -> issuer.describes(document -> document.replaceFirst(
                        "\"issuer\": \"[^\"]*\"", "\"issuer\": \"https://other.example.com\"")))) {
            SsoLab.refused(503, misled.beginning(null, false));
        }
    }
}
