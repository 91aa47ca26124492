package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.control.Administrator.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of the login at an identity provider: what is meant where nothing is said, and what is refused. */
class SsoSettingsTest {
    private static final String GOOD = """
            gateway:
              egress: {hosts: [api.example.com, bedrock-runtime.eu-central-1.amazonaws.com, login.example.org]}
              oidc: {issuer: "https://login.example.org", audience: clients}
              sso:
                issuer: https://login.example.org
                client-id: serai
                public-url: https://serai.example.org
                roles: {serai-operators: operator, "3f2504e0-4f89": viewer}
            """;

    @TempDir
    private Path folder;

    @Test
    void meansTheUsualWhereNothingIsSaid() throws IOException {
        SsoSettings sso = Objects.requireNonNull(
                load("", Map.of("SERAI_SSO_CLIENT_SECRET", "s3cr3t")).settings().sso());

        assertThat(sso.scopesOrDefault()).containsExactly("openid");
        assertThat(sso.rolesClaimOrDefault()).isEqualTo("groups");
        assertThat(sso.nameClaimOrDefault()).isEqualTo("sub");
        assertThat(sso.sessionOrDefault()).isEqualTo(Duration.ofHours(1));
        assertThat(sso.labelOrDefault()).isEqualTo("SSO");
        assertThat(sso.apiAudience()).isNull();
        assertThat(sso.roles()).isEqualTo(Map.of("serai-operators", Role.OPERATOR, "3f2504e0-4f89", Role.VIEWER));
        assertThat(sso.redirect()).isEqualTo(URI.create("https://serai.example.org/login/sso/callback"));
        assertThat(sso.afterLogout()).isEqualTo(URI.create("https://serai.example.org/"));
        assertThat(Objects.requireNonNull(sso.clientSecret()).value()).isEqualTo("s3cr3t");
        assertThat(sso.toString()).doesNotContain("s3cr3t").doesNotContain("operators");
    }

    @Test
    void isOffAsShipped() {
        assertThat(SettingsLoader.shipped()
                        .load(Profile.EMBEDDED, List.of(), Map.of())
                        .settings()
                        .sso())
                .isNull();
    }

    @Test
    void keepsTheSecretOutOfTheProperties() throws IOException {
        assertThat(load("client-secret: s3cr3t", Map.of()).flat().toString()).doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuer: 'http://login.example.org' | issuer must be an https address such as"
                        + " https://login.example.com/realms/acme",
                "issuer: 'https://other.example.org' | issuer is at other.example.org, which is not in"
                        + " gateway.egress.hosts; add it there",
                "client-id: \"a\\tb\" | client-id must be the id under which the identity provider knows the gateway",
                "public-url: 'https://serai.example.org/path' | public-url must be the https address of the dashboard"
                        + " without a path, such as https://serai.example.com",
                "public-url: 'http://serai.example.org' | public-url must be the https address of the dashboard without a"
                        + " path, such as https://serai.example.com",
                "public-url: 'https://u:p@serai.example.org' | public-url must be the https address of the dashboard"
                        + " without a path, such as https://serai.example.com",
                "label: 'Acme, our own identity provider, by OIDC!' | label must have at most 40 characters",
                "scopes: [profile] | scopes must be scopes as the provider names them, openid among them",
                "scopes: [openid, 'a b'] | scopes must be scopes as the provider names them, openid among them",
                "roles: {serai-operators: ~, 3f2504e0-4f89: ~} | roles must give at least one value of the claim groups a"
                        + " role, such as serai-operators: operator",
                "roles: {serai-operators: owner} | roles.serai-operators must be one of viewer, operator, is owner",
                "session: 13h | session must be 1m to 12h",
                "session: 59s | session must be 1m to 12h",
                "clock-skew: 6m | clock-skew must be at most 5m",
                "api-audience: clients | api-audience must differ from gateway.oidc.audience, or else a client's token"
                        + " would be looked at by the admin API",
            })
    void saysWhatDoesNotHold(String change, String problem) {
        SettingsException thrown = catchThrowableOfType(SettingsException.class, () -> load(change, Map.of()));

        assertThat(Objects.requireNonNull(thrown).problems()).containsExactly("gateway.sso." + problem);
    }

    @Test
    void wantsItsNameAmongTheCredentials() {
        String provider =
                "label: L}, providers: {sso: {dialect: openai, endpoint: 'https://api.example.com', auth: bearer,"
                        + " account: a, headers: {}}";
        SettingsException thrown = catchThrowableOfType(SettingsException.class, () -> load(provider, Map.of()));

        assertThat(Objects.requireNonNull(thrown).problems())
                .containsExactly("gateway.providers.sso must have another id beside gateway.sso, whose secret is kept"
                        + " under that name");
    }

    private SettingsLoader.Loaded load(String change, Map<String, String> environment) throws IOException {
        Path good = Files.writeString(folder.resolve("good.yaml"), GOOD);
        Path changed = Files.writeString(
                folder.resolve("changed.yaml"), change.isEmpty() ? "" : "gateway: {sso: {" + change + "}}\n");
        return SettingsTexts.load(environment, good, changed);
    }
}
