package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import gateway.choose.Strategy;
import gateway.model.Deployment;
import gateway.model.Registry;
import gateway.model.Residency;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application.yaml that we ship is complete, explained and as promised. */
class ApplicationYamlTest {
    private static final Path FILE = Path.of("application.yaml");
    private static final Pattern LEAF = Pattern.compile(" +[a-z-]+: .+");
    private static final SettingsLoader.Loaded SHIPPED =
            SettingsLoader.shipped().load(Profile.EMBEDDED, List.of(), Map.of());

    @Test
    void namesEverySetting() throws IOException {
        Set<String> keys = new TreeSet<>();
        collect(Settings.class, keys);

        String text = Files.readString(FILE);

        assertThat(keys)
                .allSatisfy(key -> assertThat(text)
                        .containsPattern(Pattern.compile(
                                "^[ #]*" + key + "(:| {2,})|[:,] " + key + "[,(; ]", Pattern.MULTILINE)));
    }

    @Test
    void explainsEverySettingOutsideTheLists() throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        int lists = lines.indexOf("  providers:");

        for (int i = lines.indexOf("gateway:") + 1; i < lists; i++) {
            assertThat(!LEAF.matcher(lines.get(i)).matches() || explained(lines, i))
                    .as(lines.get(i))
                    .isTrue();
        }
    }

    @Test
    void keepsTheDefaultsThatOthersRelyOn() {
        Settings settings = SHIPPED.settings();

        assertThat(settings.environment()).isEqualTo("local");
        assertThat(settings.dataDir()).isEqualTo(Path.of(".serai"));
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.tls()).isNull();
        assertThat(settings.management()).isEqualTo(new Settings.Management("127.0.0.1", 8081, null));
        assertThat(settings.simulator()).isEqualTo(new Settings.Simulator(8090));
        assertThat(settings.websocket())
                .isEqualTo(new WebSocketSettings(List.of(), 10_000, 32, Duration.ofSeconds(30)));
        assertThat(settings.routing())
                .isEqualTo(new RoutingSettings(
                        Strategy.BANDIT,
                        Map.of(),
                        null,
                        Map.of(
                                "best", new RoutingSettings.Weights(0, 0, null),
                                "balanced", new RoutingSettings.Weights(0.1, 0.01, null),
                                "cheap", new RoutingSettings.Weights(0.5, 0.01, null),
                                "fast", new RoutingSettings.Weights(0.05, 0.2, null)),
                        0.1,
                        Duration.ofDays(30),
                        Duration.ofSeconds(10),
                        Map.of()));
        assertThat(settings.log()).isEqualTo(new Settings.Log(Settings.LogFormat.AUTO, Settings.LogLevel.INFO));
        assertThat(settings.tenants()).containsEntry("demo", SettingsTexts.tenant());
        assertThat(settings.quota())
                .isEqualTo(new QuotaSettings(Duration.ofSeconds(15), Duration.ofMinutes(20), new Usd(0)));
        assertThat(settings.idempotency())
                .isEqualTo(new IdempotencySettings(Duration.ofHours(24), Duration.ofSeconds(30), new Bytes(4 << 20)));
        assertThat(settings.responses()).isEqualTo(new ResponsesSettings(false, Duration.ofDays(30)));
    }

    @Test
    void keepsTheDefaultLimitsAndTimes() {
        Settings settings = SHIPPED.settings();
        Duration minute = Duration.ofMinutes(1);

        assertThat(settings.limits())
                .isEqualTo(new Limits(
                        new Bytes(20 << 20),
                        0,
                        new Bytes(0),
                        0,
                        new Bytes(64 << 10),
                        minute,
                        Duration.ofSeconds(30),
                        minute));
        assertThat(settings.drain()).isEqualTo(new Settings.Drain(Duration.ofSeconds(5), Duration.ofSeconds(30)));
        assertThat(settings.failover())
                .isEqualTo(new Failover(
                        minute,
                        Duration.ofMillis(500),
                        Duration.ofMinutes(30),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(1500),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(15),
                        minute,
                        6,
                        Map.of()));
        assertThat(settings.breaker()).isEqualTo(new Breaker(20, 5, 50, Duration.ofSeconds(5), 2));
    }

    @Test
    void listsTwoModelsOfEveryProvider() {
        Map<String, Set<String>> models = RegistryReader.registry(SHIPPED.settings(), 1).all().stream()
                .collect(Collectors.groupingBy(
                        Deployment::provider, Collectors.mapping(Deployment::model, Collectors.toSet())));

        assertThat(models.keySet()).isEqualTo(SHIPPED.settings().providers().keySet());
        assertThat(models).allSatisfy((provider, names) -> assertThat(names).hasSizeGreaterThanOrEqualTo(2));
    }

    @Test
    void servesClaudeInsideAndOutsideTheEu() {
        Registry registry = RegistryReader.registry(SHIPPED.settings(), 1);

        List<Deployment> found = registry.find("claude-sonnet-4-5");

        assertThat(found)
                .extracting(Deployment::provider, Deployment::residency)
                .containsExactlyInAnyOrder(
                        tuple("anthropic", Residency.ANY),
                        tuple("bedrock", Residency.EU),
                        tuple("bedrock", Residency.ANY));
    }

    @Test
    void holdsNoKey() {
        assertThat(SHIPPED.settings().providers().values())
                .allSatisfy(provider -> assertThat(provider.apiKey()).isNull());
        assertThat(SHIPPED.warnings()).isEmpty();
    }

    @Test
    void startsCamelWithItsSection() throws Exception {
        Main main = new Main();
        SHIPPED.flat().forEach(main::addInitialProperty);

        main.start();

        try {
            assertThat(main.getCamelContext().getName()).isEqualTo("serai");
            assertThat(main.configure().isJmxEnabled()).isFalse();
            assertThat(main.getCamelContext().isStreamCaching()).isFalse();
            assertThat(main.getCamelContext().isMessageHistory()).isFalse();
        } finally {
            main.stop();
        }
    }

    @Test
    void takesTheModelOfTheGuide(@TempDir Path folder) throws IOException {
        String guide = Files.readString(Path.of("docs/first-provider.md"));
        int start = guide.indexOf("# my.yaml");
        Path overlay =
                Files.writeString(folder.resolve("my.yaml"), guide.substring(start, guide.indexOf("```", start)));

        Settings settings = SettingsLoader.shipped()
                .load(Profile.EMBEDDED, List.of(overlay), Map.of())
                .settings();

        assertThat(RegistryReader.registry(settings, 1).find("gpt-5.6-luna")).hasSize(1);
        assertThat(settings.models()).hasSize(SHIPPED.settings().models().size() + 1);
    }

    @Test
    void takesTheProviderOfTheGuide(@TempDir Path folder) throws IOException {
        String guide = Files.readString(Path.of("docs/first-provider.md"));
        int start = guide.indexOf("# azure.yaml");
        Path overlay =
                Files.writeString(folder.resolve("azure.yaml"), guide.substring(start, guide.indexOf("```", start)));

        Settings settings = SettingsLoader.shipped()
                .load(Profile.EMBEDDED, List.of(overlay), Map.of())
                .settings();

        assertThat(RegistryReader.registry(settings, 1).find("gpt-5.4-mini"))
                .extracting(Deployment::provider)
                .containsExactlyInAnyOrder("openai", "azure");
    }

    /* By the line before, or with the settings in a row that stand together under one comment. */
    private static boolean explained(List<String> lines, int at) {
        String before = lines.get(at - 1);
        boolean header = before.endsWith(":") && lines.get(at - 2).strip().startsWith("#");
        return before.strip().startsWith("#") || header || (LEAF.matcher(before).matches() && explained(lines, at - 1));
    }

    @Test
    void refusesARegionThatIsNotTheEndpoints() {
        Map<String, String> elsewhere =
                Map.of("SERAI_MODELS_CLAUDE_SONNET_4_5_DEPLOYMENTS_SONNET_4_5_BEDROCK_EU_REGION", "eu-west-1");

        assertThatThrownBy(() -> SettingsLoader.shipped().load(Profile.EMBEDDED, List.of(), elsewhere))
                .hasMessageContaining("region is eu-west-1, but its endpoint is in eu-central-1");
    }

    private static void collect(Type type, Set<String> keys) {
        if (type instanceof ParameterizedType generic) {
            collect(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1], keys);
        } else if (Scalar.of((Class<?>) type) == null) {
            for (RecordComponent component : ((Class<?>) type).getRecordComponents()) {
                keys.add(Names.kebab(component.getName()));
                collect(component.getGenericType(), keys);
            }
        }
    }
}
