package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.model.Redacted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are laid over files, and the environment over them all. */
class SettingsLoaderTest {
    @TempDir
    private Path folder;

    @Test
    void laterFilesWin() throws IOException {
        Path first = file("first.yaml", "gateway: {port: 1000, management: {port: 1001}}");
        Path second = file("second.yaml", "gateway: {port: 2000}");

        Settings settings = SettingsTexts.load(Map.of(), first, second).settings();

        assertThat(settings.port()).isEqualTo(2000);
        assertThat(settings.management().port()).isEqualTo(1001);
        assertThat(settings.management().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void replacesListsAsAWhole() throws IOException {
        Path overlay = file("hosts.yaml", "gateway: {egress: {hosts: [api.example.com]}}");

        Settings settings = SettingsTexts.load(Map.of(), overlay).settings();

        assertThat(settings.egress().hosts()).containsExactly("api.example.com");
    }

    @Test
    void takesAnEntryOutThatIsSetToNull() throws IOException {
        Path overlay = file("out.yaml", "gateway: {aliases: {mini: ~}}");

        Settings settings = SettingsTexts.load(Map.of(), overlay).settings();

        assertThat(settings.aliases()).isEmpty();
    }

    @Test
    void ignoresASectionInWhichAllIsCommentedOut() throws IOException {
        Path overlay = file("empty.yaml", "gateway:\n  # port: 1\n");

        Settings settings = SettingsTexts.load(Map.of(), overlay).settings();

        assertThat(settings.port()).isEqualTo(8080);
    }

    @Test
    void refusesAKeyThatIsGivenTwice() throws IOException {
        Path overlay = file("twice.yaml", "gateway:\n  port: 1\n  port: 2\n");

        assertThatThrownBy(() -> SettingsTexts.load(Map.of(), overlay))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("twice.yaml, line 3")
                .hasMessageContaining("port");
    }

    @Test
    void quotesNothingOfAFileThatIsNoYaml() throws IOException {
        Path overlay = file("broken.yaml", "gateway:\n  api-key: 'sk-secret\n");

        assertThatThrownBy(() -> SettingsTexts.load(Map.of(), overlay))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("broken.yaml")
                .hasMessageNotContaining("sk-secret");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Path missing = folder.resolve("missing.yaml");

        assertThatThrownBy(() -> SettingsTexts.load(Map.of(), missing))
                .hasMessageContaining("missing.yaml cannot be read");
    }

    @Test
    void refusesAnUnknownSection() throws IOException {
        Path overlay = file("flat.yaml", "port: 8080");

        assertThatThrownBy(() -> SettingsTexts.load(Map.of(), overlay)).hasMessageContaining("port in ");
    }

    @Test
    void readsTheEnvironmentOverTheFiles() throws IOException {
        Path overlay = file("port.yaml", "gateway: {port: 1000}");
        Map<String, String> environment = Map.of(
                "SERAI_PORT", "0",
                "SERAI_MANAGEMENT_PORT", "9999",
                "SERAI_FAILOVER_FIRST_TOKEN_MINIMUM", "2s",
                "SERAI_EGRESS_HOSTS", "api.example.com, b.example.com",
                "SERAI_MODELS_GPT_5_4_MINI_DEPLOYMENTS_MINI_ACME_PRICE_CACHE_WRITE_1H", "9");

        Settings settings = SettingsTexts.load(environment, overlay).settings();

        assertThat(settings.port()).isZero();
        assertThat(settings.management().port()).isEqualTo(9999);
        assertThat(settings.failover().firstTokenMinimum()).hasSeconds(2);
        assertThat(settings.egress().hosts()).containsExactly("api.example.com", "b.example.com");
        assertThat(RegistryReader.registry(settings, 1).all().getFirst().price().cacheWrite1h())
                .isEqualTo(9);
    }

    @Test
    void reachesASectionThatIsNotInTheFile() {
        Map<String, String> environment = Map.of("SERAI_TLS_CERTIFICATE", "a.pem", "SERAI_TLS_KEY", "b.pem");

        Settings settings = SettingsTexts.load(environment).settings();

        assertThat(settings.tls()).isEqualTo(new Settings.Tls(Path.of("a.pem"), Path.of("b.pem")));
    }

    @Test
    void takesAKeyFromTheOwnVariableAndLeavesTheVendorsToTheSourceOfCredentials() {
        assertThat(key(Map.of("SERAI_PROVIDERS_ACME_API_KEY", "own"))).isEqualTo(new Redacted("own"));
        assertThat(key(Map.of("ACME_KEY", "vendor"))).isNull();
    }

    @Test
    void keepsAKeyOfDigitsAsText() {
        assertThat(key(Map.of("SERAI_PROVIDERS_ACME_API_KEY", "12345"))).isEqualTo(new Redacted("12345"));
    }

    @Test
    void ignoresKubernetesServiceLinksWithAWarning() {
        SettingsLoader.Loaded loaded = SettingsTexts.load(Map.of("SERAI_PORT", "tcp://10.0.0.1:8080"));

        assertThat(loaded.settings().port()).isEqualTo(8080);
        assertThat(loaded.warnings()).containsExactly("SERAI_PORT looks like a Kubernetes service link and is ignored");
    }

    @Test
    void warnsOfAVariableThatNamesNoSetting() {
        SettingsLoader.Loaded loaded = SettingsTexts.load(Map.of("SERAI_PROT", "1", "SERAI_HOST", " "));

        assertThat(loaded.warnings())
                .containsExactly("SERAI_HOST is empty and is ignored", "SERAI_PROT names no setting and is ignored");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SERAI_JAVA_HOME",
                "SERAI_DEMO_KEY",
                "SERAI_ADMIN_KEY",
                "SERAI_PROFILE",
                "SERAI_SERVICE_HOST",
                "SERAI_PORT_8080_TCP_PROTO"
            })
    void saysNothingOfVariablesThatAreForOthers(String name) {
        assertThat(SettingsTexts.load(Map.of(name, "x")).warnings()).isEmpty();
    }

    @Test
    void tellsAWrongVariableByThePathOfItsSetting() {
        assertThatThrownBy(() -> SettingsTexts.load(Map.of("SERAI_PORT", "eighty")))
                .hasMessageContaining("gateway.port must be a whole number, is eighty");
    }

    @Test
    void flattensTheWholeTreeWithoutSecrets() {
        Map<String, String> flat = SettingsTexts.load(Map.of("SERAI_PROVIDERS_ACME_API_KEY", "sk-secret"))
                .flat();

        assertThat(flat)
                .containsEntry("camel.main.name", "small")
                .containsEntry("gateway.port", "8080")
                .containsEntry("gateway.egress.hosts[0]", "api.example.com")
                .doesNotContainKey("gateway.providers.acme.api-key")
                .doesNotContainValue("sk-secret");
    }

    @Test
    void refusesARedirectInTheProfileAws() throws IOException {
        Path redirect = file("redirect.yaml", "gateway: {providers: {acme: {address: '127.0.0.1:8090'}}}");
        Path test = file("test.yaml", "gateway: {environment: test}");
        SettingsLoader loader = new SettingsLoader(SettingsTexts.SMALL);

        assertThatThrownBy(() -> loader.load(Profile.AWS, List.of(redirect), Map.of()))
                .hasMessageContaining("gateway.providers.acme.address is for simulators and tests");
        assertThat(loader.load(Profile.AWS, List.of(redirect, test), Map.of()).warnings())
                .isEmpty();
    }

    private static @Nullable Redacted key(Map<String, String> environment) {
        ProviderSettings provider =
                SettingsTexts.load(environment).settings().providers().get("acme");
        assertThat(provider).isNotNull();
        return provider == null ? null : provider.apiKey();
    }

    private Path file(String name, String yaml) throws IOException {
        return Files.writeString(folder.resolve(name), yaml);
    }
}
