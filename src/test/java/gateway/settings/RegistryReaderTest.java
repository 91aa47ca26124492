package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Price;
import gateway.model.Registry;
import gateway.model.Residency;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The registry says what the settings say. */
class RegistryReaderTest {
    private static final String AT = "SERAI_MODELS_GPT_5_4_MINI_DEPLOYMENTS_MINI_ACME_";

    @Test
    void listsEveryDeploymentWithAllThatIsKnownOfIt() {
        Registry registry = registry(Map.of());

        assertThat(registry.revision()).isEqualTo(7);
        assertThat(registry.all())
                .containsExactly(new Deployment(
                        "mini-acme",
                        "gpt-5.4-mini",
                        "acme",
                        Dialect.OPENAI,
                        URI.create("https://api.example.com/v1"),
                        "mini",
                        "eu",
                        Residency.EU,
                        "default",
                        new Price(4, 1, 5, 8, 20, 20, 4, 4, null, LocalDate.parse("2026-08-21")),
                        1000,
                        100,
                        0,
                        1));
    }

    @Test
    void findsAModelByItsAlias() {
        Registry registry = registry(Map.of());

        assertThat(registry.find("mini")).isEqualTo(registry.find("gpt-5.4-mini"));
    }

    @Test
    void prefersTheDeploymentsOwnEndpointAndAccount() {
        List<Deployment> all = registry(Map.of(AT + "ENDPOINT", "https://api.example.com/eu", AT + "ACCOUNT", "second"))
                .all();

        assertThat(all).singleElement().satisfies(deployment -> {
            assertThat(deployment.endpoint()).isEqualTo(URI.create("https://api.example.com/eu"));
            assertThat(deployment.account()).isEqualTo("second");
        });
    }

    private static Registry registry(Map<String, String> environment) {
        return RegistryReader.registry(SettingsTexts.load(environment).settings(), 7);
    }
}
