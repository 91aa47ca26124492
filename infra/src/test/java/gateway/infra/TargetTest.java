package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.residency.EuHosts;
import gateway.settings.Settings;
import gateway.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be deployed where, and which hosts the settings make of it. */
class TargetTest {
    private static final Settings SETTINGS = Target.settings(Stage.DEV, List.of());

    @TempDir
    private Path folder;

    @Test
    void refusesAnEuDeploymentOutsideOfTheUnion() {
        assertThatThrownBy(() -> target(true, "eu-west-2", SETTINGS))
                .hasMessageContaining("with eu-only the region must be one of eu-central-1")
                .hasMessageContaining("not eu-west-2");
    }

    @Test
    void refusesARegionWhoseBedrockTheSettingsDoNotAllow() {
        assertThatThrownBy(() -> target(true, "eu-west-1", SETTINGS))
                .hasMessage("add bedrock-runtime.eu-west-1.amazonaws.com to gateway.egress.hosts");
    }

    @Test
    void refusesACertificateOfAnotherRegion() {
        assertThatThrownBy(() -> target(false, "us-east-1", SETTINGS)).hasMessageContaining("one of ACM in us-east-1");
    }

    @Test
    void knowsTheSameRegionsAsTheGateway() {
        assertThat(EuRegions.ALL).allMatch(region -> EuHosts.KNOWN.contains(bedrock(region)));
        assertThat(List.of("eu-west-2", "eu-central-2", "eu-north-2", "us-east-1"))
                .noneMatch(region -> EuHosts.KNOWN.contains(bedrock(region)));
    }

    @Test
    void takesHostsOfOverlays() throws IOException {
        Settings settings = settings("""
                gateway:
                  egress:
                    hosts: [aiplatform.eu.rep.googleapis.com, api.anthropic.com, api.mistral.ai, api.openai.com,
                      bedrock-runtime.eu-central-1.amazonaws.com, bedrock-runtime.us-east-1.amazonaws.com,
                      generativelanguage.googleapis.com, localhost, login.example.com, staff.example.com,
                      oauth2.googleapis.com, other.example.com, mine.openai.azure.com]
                  residency:
                    eu-hosts: [api.mistral.ai, mine.openai.azure.com]
                  oidc:
                    issuer: https://login.example.com/realms/acme
                    audience: serai
                  sso:
                    issuer: https://staff.example.com
                    client-id: serai
                    public-url: https://serai.example.com
                    roles: {operators: operator}
                """);

        assertThat(EgressHosts.of(settings, true))
                .containsExactly(
                        "aiplatform.eu.rep.googleapis.com",
                        "api.mistral.ai",
                        "bedrock-runtime.eu-central-1.amazonaws.com",
                        "login.example.com",
                        "staff.example.com",
                        "oauth2.googleapis.com",
                        "mine.openai.azure.com");
        assertThat(EgressHosts.of(settings, false)).hasSize(12).contains("other.example.com");
    }

    @Test
    void refusesSettingsThatTheGatewayWouldRefuse() {
        assertThatThrownBy(() -> settings("gateway: {egress: {hosts: ['*.googleapis.com']}}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("gateway.egress.hosts[0]");
    }

    private Settings settings(String overlay) throws IOException {
        return Target.settings(Stage.DEV, List.of(Files.writeString(folder.resolve("overlay.yaml"), overlay)));
    }

    private static Target target(boolean euOnly, String region, Settings settings) {
        return new Target(Stage.DEV, euOnly, Variant.ACCOUNT, region, Variant.CERTIFICATE, "0.1.0", null, settings);
    }

    private static String bedrock(String region) {
        return "bedrock-runtime." + region + ".amazonaws.com";
    }
}
