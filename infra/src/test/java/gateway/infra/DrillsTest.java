package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The drills say what they would do, do nothing then, and ask for what the stacks make. What they do is tested against
 * a gateway: {@code DrillScriptsTest} of the gateway.
 */
class DrillsTest {
    private static final Path FOLDER = Path.of("drills");
    private static final Map<String, List<String>> OPTIONS = new TreeMap<>(Map.of(
            "egress", List.of("--allowed", "api.mistral.ai"),
            "failover", List.of("--provider", "mistral", "--model", "mistral-small-2603"),
            "flow-logs", List.of(),
            "kill-switch", List.of("--model", "org/model:1"),
            "residency", List.of("--tenant", "acme", "--foreign", "gpt-4o-mini"),
            "rotation", List.of("--provider", "mistral", "--model", "mistral-small-2603")));

    @TempDir
    private Path commands;

    @Test
    void everyDrillIsTried() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("lib.sh")))
                    .containsExactlyInAnyOrderElementsOf(
                            OPTIONS.keySet().stream().map(name -> name + ".sh").toList());
        }
        assertThat(OPTIONS.keySet()).allMatch(name -> Files.isExecutable(FOLDER.resolve(name + ".sh")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"egress", "failover", "flow-logs", "kill-switch", "residency", "rotation"})
    void aDryRunSaysWhatWouldBeDoneAndDoesNothing(String name) {
        Said said = dry(name);

        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(said.text()).contains("would run: aws ").doesNotContain("HOLDS", "secret-of-the-test");
        assertThat(commands.resolve("called")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"egress", "failover", "flow-logs", "kill-switch", "residency", "rotation"})
    void refusesAnOptionThatItDoesNotKnow(String name) {
        Said said = run(name, List.of("--nonsense", "1"));

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.text()).contains("unknown option --nonsense");
    }

    @Test
    void asksForTablesSecretsAndParametersThatTheGatewayHas() {
        Templates templates = Templates.of(Variant.PROD_EU);
        PolicySimulator role = new PolicySimulator(templates, "TaskRole");

        assertThat(names(templates, "AWS::DynamoDB::GlobalTable", "TableName"))
                .contains(word("residency", "--table-name"));
        assertThat(names(templates, "AWS::SecretsManager::Secret", "Name"))
                .contains(word("rotation", "--secret-id"), word("failover", "--secret-id"));
        String parameter = word("kill-switch", "--name");
        assertThat(parameter).isEqualTo("/ai/kill-switches/prod/model/org_2Fmodel_3A1");
        assertThat(role.allows(
                        "ssm:GetParametersByPath", templates.target().arn("ssm", "parameter" + parameter), Map.of()))
                .isTrue();
    }

    @Test
    void asksForTheClusterTheServiceAndTheContainerThatThereAre() {
        Templates templates = Templates.of(Variant.PROD_EU);

        assertThat(names(templates, "AWS::ECS::Cluster", "ClusterName")).contains(word("egress", "--cluster"));
        assertThat(names(templates, "AWS::ECS::Service", "ServiceName")).contains(word("egress", "--services"));
        assertThat(templates.only("AWS::ECS::TaskDefinition").path("ContainerDefinitions"))
                .anySatisfy(container -> assertThat(dry("egress").text())
                        .contains("?name=='\\''" + container.path("Name").asText() + "'"));
    }

    @Test
    void asksForTheNetworkByItsTags() {
        JsonNode network = Templates.of(Variant.PROD_EU).stack("network").path("Resources");
        String said = dry("flow-logs").text();

        assertThat(said).contains("Name=tag:Name,Values=serai-prod-network/Vpc");
        assertThat(network.toString()).contains("{\"Key\":\"Name\",\"Value\":\"serai-prod-network/Vpc\"}");
        assertThat(said).contains("Name=tag:aws-cdk:subnet-name,Values=app");
        assertThat(network.toString()).contains("{\"Key\":\"aws-cdk:subnet-name\",\"Value\":\"app\"}");
    }

    /** What a drill has written, and its exit status. */
    private record Said(int exit, String text) {}

    private Said dry(String name) {
        return run(
                name,
                Stream.concat(Stream.of("--dry-run"), OPTIONS.getOrDefault(name, List.of()).stream())
                        .toList());
    }

    private Said run(String name, List<String> options) {
        try {
            Path aws = commands.resolve("aws");
            Files.writeString(aws, "#!/bin/sh\ntouch \"$(dirname \"$0\")/called\"\n");
            Files.setPosixFilePermissions(aws, PosixFilePermissions.fromString("rwx------"));
            List<String> command = Stream.concat(
                            Stream.of("bash", FOLDER.resolve(name + ".sh").toString()), options.stream())
                    .toList();
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PATH", commands + ":" + System.getenv("PATH"));
            builder.environment().put("SERAI_URL", "https://gateway.example.com");
            builder.environment().put("SERAI_NEXT_KEY", "secret-of-the-test");
            Process process = builder.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The word after an option in what a drill would run. */
    private String word(String name, String option) {
        String text = dry(name).text();
        int at = text.indexOf(option + " ");
        assertThat(at).as(text).isNotNegative();
        String rest = text.substring(at + option.length() + 1);
        return rest.substring(0, rest.indexOf(' '));
    }

    private static List<String> names(Templates templates, String type, String property) {
        return templates.all(type).values().stream()
                .map(each -> each.path(property).asText())
                .toList();
    }
}
