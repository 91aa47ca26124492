package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import gateway.model.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of {@code docs/from-litellm.md}. */
class FromLiteLlmTest {
    private static final Path GUIDE = Path.of("docs", "from-litellm.md");

    @TempDir
    private Path folder;

    @Test
    void theGatewayTakesTheExample() throws IOException {
        Settings settings = load(block("# serai.yaml"));

        assertThat(settings.aliases())
                .containsEntry("small", "gpt-4o-mini")
                .containsEntry("assistant", "claude-sonnet-4-5");
        assertThat(deployments(settings, "gpt-4o-mini")).containsExactlyInAnyOrder("gpt-4o-mini-openai", "mini-azure");
        assertThat(deployments(settings, "claude-sonnet-4-5")).containsExactly("sonnet-4-5-bedrock-eu");
        assertThat(settings.tenants()).containsOnlyKeys("acme");
    }

    @Test
    void everyKeyOfLiteLlmsExampleIsTranslated() throws IOException {
        String guide = Files.readString(GUIDE);
        String tables = guide.substring(guide.indexOf("## Key by key"));
        JsonNode config = new ObjectMapper(new YAMLFactory()).readTree(block("# config.yaml"));
        TreeSet<String> keys = new TreeSet<>();
        for (String section : List.of("router_settings", "litellm_settings", "general_settings")) {
            config.path(section).fieldNames().forEachRemaining(keys::add);
        }
        config.path("model_list").forEach(entry -> {
            entry.fieldNames().forEachRemaining(keys::add);
            entry.path("litellm_params").fieldNames().forEachRemaining(keys::add);
        });
        keys.remove("litellm_params");

        assertThat(keys).hasSizeGreaterThan(15).allMatch(key -> tables.contains(key), "has a row");
    }

    private static List<String> deployments(Settings settings, String model) {
        return Objects.requireNonNull(RegistryReader.registry(settings, 1).find(model), model).stream()
                .map(Deployment::id)
                .toList();
    }

    private Settings load(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("serai.yaml"), text);
        return SettingsLoader.shipped()
                .load(Profile.EMBEDDED, List.of(file), Map.of())
                .settings();
    }

    private static String block(String firstLine) throws IOException {
        String guide = Files.readString(GUIDE);
        String start = "```yaml\n" + firstLine + "\n";
        int from = guide.indexOf(start);
        assertThat(from).as(firstLine).isNotNegative();
        return guide.substring(from + start.length(), guide.indexOf("\n```", from));
    }
}
