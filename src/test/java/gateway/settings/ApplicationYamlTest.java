package gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The application.yaml that we ship is complete, explained and as promised. */
class ApplicationYamlTest {
    private static final Path FILE = Path.of("application.yaml");
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
            boolean leaf = lines.get(i).matches(" +[a-z-]+: .+");
            String before = lines.get(i - 1).strip();
            String beforeThat = lines.get(i - 2).strip();
            boolean explained = before.startsWith("#")
                    || beforeThat.startsWith("#")
                    || lines.get(i - 3).contains("# ");
            assertThat(!leaf || explained).as(lines.get(i)).isTrue();
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
        assertThat(settings.routing()).isEqualTo(new Settings.Routing(Settings.Strategy.PRIORITY));
        assertThat(settings.log()).isEqualTo(new Settings.Log(Settings.LogFormat.AUTO, Settings.LogLevel.INFO));
        assertThat(settings.tenants()).containsEntry("demo", new Settings.TenantSettings(Residency.ANY));
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
        assertThat(settings.failover())
                .isEqualTo(new Failover(
                        minute,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(1500),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(15),
                        6));
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
                        org.assertj.core.groups.Tuple.tuple("anthropic", Residency.ANY),
                        org.assertj.core.groups.Tuple.tuple("bedrock", Residency.EU),
                        org.assertj.core.groups.Tuple.tuple("bedrock", Residency.ANY));
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
