package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code OLLAMA_HOST} says where Ollama is. */
class HostVariableTest {
    @ParameterizedTest
    @CsvSource({
        "localhost,http://localhost:11434/v1",
        "GPU-1.example.com,http://gpu-1.example.com:11434/v1",
        "10.0.0.7:1234,http://10.0.0.7:1234/v1",
        "http://gpu:1234,http://gpu:1234/v1",
        "http://gpu:1234/,http://gpu:1234/v1",
        "https://gpu.example.com,https://gpu.example.com/v1",
        "0.0.0.0,http://127.0.0.1:11434/v1"
    })
    void takesEveryFormAndAllowsTheHost(String value, URI endpoint) {
        SettingsLoader.Loaded loaded = load(Map.of("OLLAMA_HOST", value));

        assertThat(ollama(loaded).endpoint()).isEqualTo(endpoint);
        assertThat(loaded.settings().egress().hosts()).contains(endpoint.getHost());
        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void movesTheDeploymentsToo() {
        SettingsLoader.Loaded loaded = load(Map.of("OLLAMA_HOST", "gpu"));

        assertThat(RegistryReader.registry(loaded.settings(), 1).find("llama3.2"))
                .singleElement()
                .satisfies(
                        deployment -> assertThat(deployment.endpoint()).isEqualTo(URI.create("http://gpu:11434/v1")));
    }

    @Test
    void isBeatenByOurOwnVariable() {
        SettingsLoader.Loaded loaded =
                load(Map.of("OLLAMA_HOST", "gpu", "SERAI_PROVIDERS_OLLAMA_ENDPOINT", "http://localhost:999/v1"));

        assertThat(ollama(loaded).endpoint()).isEqualTo(URI.create("http://localhost:999/v1"));
        assertThat(loaded.settings().egress().hosts()).doesNotContain("gpu");
    }

    @ParameterizedTest
    @CsvSource({"ftp://gpu", "http://user:word@gpu", "a b", "http://gpu/v2", "gpu:port"})
    void ignoresWhatIsNoHostWithAWarning(String value) {
        SettingsLoader.Loaded loaded = load(Map.of("OLLAMA_HOST", value));

        assertThat(ollama(loaded).endpoint()).isEqualTo(URI.create("http://localhost:11434/v1"));
        assertThat(loaded.warnings())
                .containsExactly("OLLAMA_HOST must be host, host:port or http://host:port, and is ignored");
    }

    private static SettingsLoader.Loaded load(Map<String, String> environment) {
        return SettingsLoader.shipped().load(Profile.EMBEDDED, List.of(), environment);
    }

    private static ProviderSettings ollama(SettingsLoader.Loaded loaded) {
        return Objects.requireNonNull(loaded.settings().providers().get("ollama"));
    }
}
