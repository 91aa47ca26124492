package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.settings.Profile;
import gateway.settings.Settings;
import gateway.settings.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart in {@code helm/serai}. */
class HelmTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final Path CONTAINER = REPOSITORY.resolve(Path.of("src", "image", "opt", "serai", "container.yaml"));

    private static final String AWS = """
            image: {repository: 1234.dkr.ecr.eu-central-1.amazonaws.com/serai, tag: 0.1.0}
            profile: aws
            replicas: 3
            settings:
              environment: prod
              aws: {region: eu-central-1}
              limits: {body: 20971520}
              quota: {fail-open-usd: 2.5}
            secrets:
              SERAI_ADMIN_KEY: {name: serai, key: admin}
            environment: {SERAI_LOG_LEVEL: warn}
            javaOptions: -Xmx1g
            tls: {secret: serai-tls}
            autoscaling: {enabled: true, inFlight: 400}
            networkPolicy:
              operators: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}]
            serviceMonitor: {enabled: true}
            serviceAccount:
              annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::123456789012:role/serai-prod-task"}
            nodeSelector: {kubernetes.io/arch: arm64}
            """;

    private static final String ONE = """
            persistence: {enabled: true, storageClass: gp3}
            grpc: {enabled: false}
            """;

    @TempDir
    private Path folder;

    @Test
    void pleasesHelmsOwnChecks() {
        assertThat(HelmChart.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", AWS, ONE})
    void isWhatKubernetesTakes(String values) throws IOException {
        HelmChart chart = HelmChart.of(values);

        for (JsonNode manifest : chart.manifests()) {
            HelmChart.validate(manifest);
        }
        assertThat(chart.manifests()).hasSizeGreaterThanOrEqualTo(6);
    }

    @Test
    void wouldNoticeAFieldThatKubernetesDoesNotKnow() {
        HelmChart chart = HelmChart.of("{}");
        ((ObjectNode) chart.container()).put("readOnlyRoot", true);

        assertThatThrownBy(() -> HelmChart.validate(chart.only("Deployment"))).hasMessageContaining("readOnlyRoot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", AWS, ONE})
    void podsAreNobodyAndWriteToTwoFoldersOnly(String values) {
        HelmChart chart = HelmChart.of(values);
        JsonNode pod = chart.pod();
        JsonNode rights = chart.container().path("securityContext");
        Set<String> writable = new TreeSet<>();
        chart.container().path("volumeMounts").forEach(mount -> {
            if (!mount.path("readOnly").asBoolean()) {
                writable.add(mount.path("mountPath").asText());
            }
        });

        assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.path("securityContext").path("runAsUser").asText()).isEqualTo(GatewayStack.USER);
        assertThat(pod.path("securityContext").path("fsGroup").asText()).isEqualTo(GatewayStack.USER);
        assertThat(pod.path("securityContext")
                        .path("seccompProfile")
                        .path("type")
                        .asText())
                .isEqualTo("RuntimeDefault");
        assertThat(rights.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(rights.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(rights.path("capabilities").path("drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(writable).containsExactly("/tmp", TaskEnvironment.DATA);
        assertThat(pod.path("enableServiceLinks").asBoolean(true))
                .as("SERAI_SERVICE_HOST would be read as a setting")
                .isFalse();
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"aws, 3", "embedded, 1"})
    void settingsAreThoseThatTheGatewayTakes(String profile, int drawn) throws IOException {
        HelmChart chart = HelmChart.of(profile.equals("aws") ? AWS : ONE);
        Settings settings = settings(chart, profile);
        JsonNode grace = chart.pod().path("terminationGracePeriodSeconds");
        JsonNode ready = chart.container().path("readinessProbe");
        long delay = settings.drain().delay().toSeconds();
        long timeout = settings.drain().timeout().toSeconds();

        assertThat(settings.host()).isEqualTo("0.0.0.0");
        assertThat(settings.management().host()).isEqualTo("0.0.0.0");
        assertThat(settings.dataDir()).hasToString(TaskEnvironment.DATA);
        assertThat(grace.asLong())
                .as("nobody is killed while it takes leave")
                .isGreaterThanOrEqualTo(delay + timeout + 10);
        assertThat(delay)
                .as("it still takes calls until all have noticed")
                .isGreaterThan(ready.path("periodSeconds").asLong()
                        * ready.path("failureThreshold").asLong());
        assertThat(chart.container().path("args").toString())
                .isEqualTo("[\"--profile\",\"" + profile + "\",\"--config\",\"/etc/serai/settings.yaml\"]");
        assertThat(chart.container().path("ports")).hasSize(drawn == 1 ? 2 : 3);
        assertThat(settings.grpc() == null).isEqualTo(drawn == 1);
    }

    @Test
    void keepsNumbersAndSecretsAsTheyAre() throws IOException {
        HelmChart chart = HelmChart.of(AWS);
        Settings settings = settings(chart, "aws");

        assertThat(settings.limits().body().count()).isEqualTo(20 * 1024 * 1024);
        assertThat(settings.environment()).isEqualTo("prod");
        assertThat(chart.container().path("env").toString())
                .contains(
                        "{\"name\":\"SERAI_ADMIN_KEY\",\"valueFrom\":{\"secretKeyRef\":{\"name\":\"serai\",\"key\":\"admin\"}}}")
                .contains("{\"name\":\"JDK_JAVA_OPTIONS\",\"value\":\"-Xmx1g\"}");
    }

    @Test
    void probesAskWhatTheGatewayAnswers() throws IOException {
        HelmChart chart = HelmChart.of("{}");
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            JsonNode get = chart.container().path(probe).path("httpGet");
            String path = get.path("path").asText();
            String route = path.substring(1).replace('/', '-') + ".camel.yaml";
            assertThat(Files.readString(REPOSITORY.resolve("routes").resolve(route)))
                    .as(probe)
                    .contains("uri: management-http:" + path + "\n");
            assertThat(get.path("port").asText()).isEqualTo("management");
        }
    }

    @Test
    void probesFollowTheManagementPortsTls() {
        HelmChart chart = HelmChart.of("""
                tls: {secret: serai-tls}
                settings: {management: {tls: {certificate: /etc/serai/tls/tls.crt, key: /etc/serai/tls/tls.key}}}
                serviceMonitor: {enabled: true}
                """);

        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(chart.container()
                            .path(probe)
                            .path("httpGet")
                            .path("scheme")
                            .asText())
                    .as(probe)
                    .isEqualTo("HTTPS");
        }
        assertThat(chart.only("ServiceMonitor").findValuesAsText("scheme")).containsExactly("https");
        assertThat(chart.pod().path("volumes").toString()).contains("{\"secretName\":\"serai-tls\"}");
    }

    @Test
    void managementIsReachedApartAndByOperatorsOnly() {
        HelmChart chart = HelmChart.of(AWS);
        List<String> published = new ArrayList<>();
        chart.all("Service")
                .forEach(service -> service.path("spec")
                        .path("ports")
                        .forEach(port -> published.add(
                                service.path("metadata").path("name").asText() + ":"
                                        + port.path("targetPort").asText())));
        JsonNode rules = chart.only("NetworkPolicy").path("spec").path("ingress");

        assertThat(published).containsExactlyInAnyOrder("serai:http", "serai:grpc", "serai-management:management");
        assertThat(rules).hasSize(2);
        assertThat(rules.path(0).toString()).doesNotContain("management");
        assertThat(rules.path(1).path("from").toString()).contains("monitoring");
        assertThat(HelmChart.of("{}")
                        .only("NetworkPolicy")
                        .path("spec")
                        .path("ingress")
                        .toString())
                .doesNotContain("management");
    }

    @Test
    void podsReachNamesAndPort443Only() {
        List<String> ways = new ArrayList<>();
        HelmChart.of(AWS)
                .only("NetworkPolicy")
                .path("spec")
                .path("egress")
                .forEach(rule -> rule.path("ports")
                        .forEach(port -> ways.add(port.path("protocol").asText()
                                + port.path("port").asText()
                                + (rule.has("to") ? " within" : ""))));

        assertThat(ways).containsExactlyInAnyOrder("UDP53 within", "TCP53 within", "TCP443");
    }

    @Test
    void otherSettingsAreOtherPods() {
        String path = "checksum/settings";
        JsonNode before = annotations(HelmChart.of("{}")).path(path);
        JsonNode after =
                annotations(HelmChart.of("settings: {log: {level: debug}}")).path(path);

        assertThat(before.asText()).hasSize(64).isNotEqualTo(after.asText());
    }

    @Test
    void takesADigestBeforeATag() {
        String digest = "sha256:" + "ab".repeat(32);

        assertThat(HelmChart.of("image: {repository: r/serai, tag: latest, digest: \"" + digest + "\"}")
                        .container()
                        .path("image")
                        .asText())
                .isEqualTo("r/serai@" + digest);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas: 2 | profile embedded keeps its stores in files of one pod",
                "autoscaling: {enabled: true} | profile embedded keeps its stores in files of one pod",
                "{profile: aws, replicas: 2, persistence: {enabled: true}} | persistence is for one pod",
                "drain: {delay: 6} | drain.delay must be longer than",
                "settings: {drain: {delay: 1s}} | settings.drain is the chart's own",
                "settings: {host: 127.0.0.1} | settings.host is the chart's own",
                "{environment: {A: b}, secrets: {A: {name: s, key: k}}} | A stands in environment and in secrets",
                "replica: 2 | additional",
                "image: {digest: latest} | digest",
                "profile: gcp | profile"
            })
    void refusesMistakes(String values, String message) {
        assertThatThrownBy(() -> HelmChart.of(values)).hasMessageContaining(message);
    }

    private static JsonNode annotations(HelmChart chart) {
        return chart.only("Deployment")
                .path("spec")
                .path("template")
                .path("metadata")
                .path("annotations");
    }

    /** As the container starts: the image's own file, then the chart's, then the variables. */
    private Settings settings(HelmChart chart, String profile) throws IOException {
        Path file = folder.resolve("settings.yaml");
        Files.writeString(
                file, chart.only("ConfigMap").path("data").path("settings.yaml").asText());
        SettingsLoader.Loaded loaded = SettingsLoader.shipped()
                .load(profile.equals("aws") ? Profile.AWS : Profile.EMBEDDED, List.of(CONTAINER, file), Map.of());
        assertThat(loaded.warnings()).isEmpty();
        return loaded.settings();
    }
}
