package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold of alarms and of the metrics that they need. */
final class AlarmChecks {
    static final List<Check> ALL = List.of(
            new Check("somebody is told when it matters", AlarmChecks::alarms),
            new Check("every alarm is told to somebody", AlarmChecks::actions),
            new Check("every alarm has a row in docs/operations.md", AlarmChecks::runbook),
            new Check("alarms know only metrics that there are", AlarmChecks::metrics),
            new Check("a rotation that fails is told", AlarmChecks::rotation));

    private static final String ALARM = "AWS::CloudWatch::Alarm";
    private static final String OURS = "Serai/";

    private AlarmChecks() {}

    private static void alarms(Templates templates) {
        Map<String, String> alarms = new TreeMap<>();
        for (JsonNode alarm : templates.all(ALARM).values()) {
            alarms.put(
                    alarm.path("AlarmName").asText().replace(templates.target().prefix() + "-", ""),
                    alarm.path("MetricName").asText() + " "
                            + alarm.path("ComparisonOperator").asText() + " "
                            + alarm.path("Threshold").asInt() + " "
                            + alarm.path("TreatMissingData").asText());
        }
        assertThat(alarms)
                .containsEntry("SwitchesAge", "serai_switches_age_seconds GreaterThanThreshold 20 notBreaching")
                .containsEntry("Silence", "serai_switches_age_seconds LessThanThreshold 1 breaching")
                .containsEntry("SwitchUnreadable", "serai_kill_switch_unreadable GreaterThanThreshold 0 notBreaching")
                .containsEntry("LedgerDown", "serai_quota_ledger_errors_total GreaterThanThreshold 0 notBreaching")
                .containsEntry("BreakerOpen", "serai_breaker_state GreaterThanThreshold 1 notBreaching")
                .containsEntry("Budget", "serai_quota_soft_limits_total GreaterThanThreshold 0 notBreaching")
                .containsEntry("Latency", "TargetResponseTime GreaterThanThreshold 10 notBreaching")
                .containsEntry(
                        "Undeliverable", "ApproximateNumberOfMessagesVisible GreaterThanThreshold 0 notBreaching")
                .containsEntry("DeadLetters", "ApproximateNumberOfMessagesVisible GreaterThanThreshold 0 notBreaching");
    }

    private static void runbook(Templates templates) {
        Set<String> rows = new TreeSet<>();
        Docs.table(Path.of("../docs/operations.md"), "| alarm |")
                .forEach(row -> rows.addAll(Docs.code(row.getFirst())));
        Set<String> made = new TreeSet<>();
        for (JsonNode alarm : templates.all(ALARM).values()) {
            made.add(alarm.path("AlarmName").asText().replace(templates.target().prefix() + "-", ""));
        }
        for (JsonNode resource : templates.stack("observability").path("Resources")) {
            if (resource.path("Type").asText().equals("AWS::Events::Rule")) {
                made.add("RotationFailed");
            }
        }
        assertThat(rows).isEqualTo(made);
    }

    private static void actions(Templates templates) {
        templates
                .all(ALARM)
                .forEach((id, alarm) -> assertThat(
                                alarm.path("AlarmActions").path(0).path("Ref").asText())
                        .as(id)
                        .startsWith("Topic"));
        JsonNode key = templates.all("AWS::KMS::Key").values().stream()
                .filter(each -> each.path("Description").asText().startsWith("Alarms"))
                .findFirst()
                .orElseThrow();
        assertThat(key.path("KeyPolicy").toString())
                .as("an encrypted topic takes nothing from a service without the key")
                .contains("cloudwatch.amazonaws.com", "events.amazonaws.com");
    }

    private static void metrics(Templates templates) {
        Set<String> known = meters();
        Set<String> named = new TreeSet<>();
        for (JsonNode alarm : templates.all(ALARM).values()) {
            if (alarm.path("Namespace").asText().startsWith(OURS)) {
                named.add(alarm.path("MetricName").asText());
            }
        }
        String collected = containerVariable(templates);
        named.add("serai_requests_in_flight");
        assertThat(named).allSatisfy(name -> {
            assertThat(known).contains(name.replaceFirst("_(seconds|total)$", ""));
            assertThat(collected).contains(name);
        });
    }

    /** The collector's configuration, as YAML. */
    static String containerVariable(Templates templates) {
        for (JsonNode container : templates.only("AWS::ECS::TaskDefinition").path("ContainerDefinitions")) {
            if (container.path("Name").asText().equals("collector")) {
                return container.path("Environment").path(0).path("Value").asText();
            }
        }
        throw new AssertionError("there is no collector");
    }

    /** Meters of the gateway's sources, as Prometheus spells them, without unit and {@code _total}. */
    static Set<String> meters() {
        Pattern literal = Pattern.compile("\"(serai\\.[a-z_.]+)\"");
        try (Stream<Path> files = Files.walk(Path.of("../adapters"))) {
            List<String> found = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Matcher meter = literal.matcher(Files.readString(file));
                while (meter.find()) {
                    found.add(meter.group(1).replace('.', '_'));
                }
            }
            // Put together from the name of what is read: ControlMeters.
            found.addAll(List.of("serai_switches_age", "serai_registry_age"));
            return found.stream().collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rotation(Templates templates) {
        boolean told = false;
        for (JsonNode resource : templates.stack("observability").path("Resources")) {
            told |= resource.path("Type").asText().equals("AWS::Events::Rule")
                    && resource.toString().contains("\"RotationFailed\"")
                    && !resource.path("Properties").path("Targets").isEmpty();
        }
        assertThat(told).isTrue();
    }
}
