package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.sso.SsoGateways;
import gateway.sso.TestIssuer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** {@code ./serai keys} and {@code ./serai top} with a token of the identity provider in place of a key. */
class SsoCommandTest {
    @Test
    void takesATokenWhereAKeyGoes() {
        try (TestIssuer issuer = new TestIssuer();
                TestGateway gateway = SsoGateways.start(issuer.uri())) {
            Map<String, String> operator =
                    Map.of("SERAI_ADMIN_KEY", issuer.accessToken(SsoGateways.AUDIENCE, UnaryOperator.identity()));
            Map<String, String> nobody =
                    Map.of("SERAI_ADMIN_KEY", issuer.accessToken("another", UnaryOperator.identity()));
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
            String url = "--url=" + gateway.managementUrl();

            assertThat(AdminCommand.run(List.of("keys", "list", url), operator, out, out))
                    .isZero();
            assertThat(TopCommand.run(List.of(url), operator, false, out, out)).isZero();
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("demo", gateway.managementUrl());

            said.reset();
            assertThat(TopCommand.run(List.of(url), nobody, false, out, out)).isNotZero();
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("the token is not valid here");
        }
    }
}
