package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.settings.AwsSettings;
import gateway.settings.Profile;
import gateway.settings.Settings;
import gateway.settings.SettingsLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What must hold of tasks, balancer and web firewall. */
final class ServiceChecks {
    static final List<Check> ALL = List.of(
            new Check("tasks are nobody, and write to two folders only", ServiceChecks::containers),
            new Check("tasks have no address outside", ServiceChecks::noPublicAddress),
            new Check("the settings of a task are valid", ServiceChecks::settings),
            new Check("times fit each other", ServiceChecks::times),
            new Check("clients come by TLS only, and to the client port only", ServiceChecks::listener),
            new Check("tasks are reached by the balancer only, and reach port 443 only", ServiceChecks::groups),
            new Check("the web firewall reads no body and logs no key", ServiceChecks::webFirewall),
            new Check("tasks are added by requests in flight", ServiceChecks::scaling),
            new Check("a deploy that fails goes back, without an outage", ServiceChecks::deploy),
            new Check("images cannot be replaced under their tag", ServiceChecks::images),
            new Check("every log has an end", ServiceChecks::logs),
            new Check("no resource waits for itself", Circles::check));

    private static final String SERVICE = "AWS::ECS::Service";

    private ServiceChecks() {}

    private static JsonNode container(Templates templates, String name) {
        for (JsonNode container : templates.only("AWS::ECS::TaskDefinition").path("ContainerDefinitions")) {
            if (container.path("Name").asText().equals(name)) {
                return container;
            }
        }
        throw new AssertionError("there is no container " + name);
    }

    private static void containers(Templates templates) {
        for (String name : List.of("gateway", "collector")) {
            JsonNode container = container(templates, name);
            assertThat(container.path("User").asText()).as(name).isEqualTo("10001");
            assertThat(container.path("ReadonlyRootFilesystem").asBoolean())
                    .as(name)
                    .isTrue();
            assertThat(container.path("Privileged").asBoolean()).as(name).isFalse();
        }
        List<String> folders = new ArrayList<>();
        container(templates, "gateway")
                .path("MountPoints")
                .forEach(mount -> folders.add(mount.path("ContainerPath").asText()));
        assertThat(folders).containsExactlyInAnyOrder("/tmp", TaskEnvironment.DATA);
        assertThat(variables(templates)).doesNotContainKeys("SERAI_ADMIN_KEY", "SERAI_DEMO_KEY");
        assertThat(container(templates, "gateway").path("Secrets")).hasSize(2);
    }

    private static void noPublicAddress(Templates templates) {
        JsonNode network = templates.only(SERVICE).path("NetworkConfiguration").path("AwsvpcConfiguration");
        assertThat(network.path("AssignPublicIp").asText()).isEqualTo("DISABLED");
        assertThat(network.path("Subnets")).hasSize(templates.target().stage().zones());
        network.path("Subnets").forEach(subnet -> assertThat(subnet.toString()).contains("appSubnet"));
        assertThat(templates.only(SERVICE).path("EnableExecuteCommand").asBoolean())
                .isFalse();
    }

    private static Map<String, String> variables(Templates templates) {
        Map<String, String> variables = new TreeMap<>();
        container(templates, "gateway").path("Environment").forEach(variable -> {
            JsonNode value = variable.path("Value");
            String name = variable.path("Name").asText();
            variables.put(name, value.isTextual() ? value.asText() : placeholder(name));
        });
        return variables;
    }

    /* What only a deploy knows. */
    private static String placeholder(String name) {
        if (name.endsWith("_QUEUE")) {
            return "https://sqs.eu-central-1.amazonaws.com/111122223333/queue-of-"
                    + name.toLowerCase(java.util.Locale.ROOT);
        }
        return name.endsWith("_VERSION") ? "1" : "abcd1234efgh";
    }

    private static void settings(Templates templates) {
        Map<String, String> variables = variables(templates);
        SettingsLoader.Loaded loaded = SettingsLoader.shipped().load(Profile.AWS, List.of(), variables);
        assertThat(loaded.warnings()).isEmpty();
        Settings settings = loaded.settings();
        assertThat(settings.environment()).isEqualTo(templates.target().stage().word());
        assertThat(settings.aws()).isNotNull().extracting(AwsSettings::region).isEqualTo(Variant.REGION);
        assertThat(settings.guardrails().values()).allMatch(policy -> policy.bedrock() != null);
        assertThat(settings.queues()).isNotNull();
        assertThat(settings.egress().hosts())
                .containsAll(EgressHosts.of(settings, templates.target().euOnly()));
    }

    private static void times(Templates templates) {
        Settings settings = SettingsLoader.shipped()
                .load(Profile.AWS, List.of(), variables(templates))
                .settings();
        JsonNode group = templates.only("AWS::ElasticLoadBalancingV2::TargetGroup");
        long delay = settings.drain().delay().toSeconds();
        long timeout = settings.drain().timeout().toSeconds();
        long noticed = group.path("HealthCheckIntervalSeconds").asLong()
                * group.path("UnhealthyThresholdCount").asLong();
        long idle = Long.parseLong(
                attribute(balancer(templates).path("LoadBalancerAttributes"), "idle_timeout.timeout_seconds"));
        long deregistered =
                Long.parseLong(attribute(group.path("TargetGroupAttributes"), "deregistration_delay.timeout_seconds"));
        long stop = container(templates, "gateway").path("StopTimeout").asLong();
        assertThat(delay).as("the balancer notices within the delay").isGreaterThan(noticed);
        assertThat(stop).as("nobody is killed while it takes leave").isGreaterThanOrEqualTo(delay + timeout + 10);
        assertThat(stop).as("what ECS allows").isLessThanOrEqualTo(120);
        assertThat(deregistered).as("connections last as long as calls").isGreaterThanOrEqualTo(delay + timeout);
        assertThat(settings.limits().idleTimeout().toSeconds())
                .as("the balancer closes idle connections first")
                .isGreaterThan(idle);
        assertThat(idle)
                .as("an answer that is not streamed may take so long")
                .isGreaterThan(settings.failover().totalTimeout().toSeconds());
    }

    private static JsonNode balancer(Templates templates) {
        return templates.only("AWS::ElasticLoadBalancingV2::LoadBalancer");
    }

    private static String attribute(JsonNode attributes, String key) {
        for (JsonNode attribute : attributes) {
            if (attribute.path("Key").asText().equals(key)) {
                return attribute.path("Value").asText();
            }
        }
        throw new AssertionError("there is no attribute " + key);
    }

    private static void listener(Templates templates) {
        JsonNode listener = templates.only("AWS::ElasticLoadBalancingV2::Listener");
        assertThat(listener.path("Port").asInt()).isEqualTo(443);
        assertThat(listener.path("Protocol").asText()).isEqualTo("HTTPS");
        assertThat(listener.path("SslPolicy").asText()).startsWith("ELBSecurityPolicy-TLS13-1-2");
        JsonNode group = templates.only("AWS::ElasticLoadBalancingV2::TargetGroup");
        assertThat(group.path("Port").asInt()).isEqualTo(TaskEnvironment.CLIENT_PORT);
        assertThat(group.path("HealthCheckPort").asText()).isEqualTo("8081");
        assertThat(group.path("HealthCheckPath").asText()).isEqualTo("/health/ready");
        assertThat(attribute(
                        balancer(templates).path("LoadBalancerAttributes"),
                        "routing.http.drop_invalid_header_fields.enabled"))
                .isEqualTo("true");
        assertThat(attribute(balancer(templates).path("LoadBalancerAttributes"), "access_logs.s3.enabled"))
                .isEqualTo("true");
    }

    private static void groups(Templates templates) {
        Map<String, JsonNode> groups = templates.all("AWS::EC2::SecurityGroup");
        groups.forEach((id, group) -> {
            boolean balancer = id.startsWith("gateway/EntranceGroup");
            for (JsonNode rule : group.path("SecurityGroupIngress")) {
                boolean fromAnywhere = rule.path("CidrIp").asText().equals("0.0.0.0/0");
                assertThat(!fromAnywhere || (balancer && rule.path("FromPort").asInt() == 443))
                        .as(id)
                        .isTrue();
            }
            for (JsonNode rule : group.path("SecurityGroupEgress")) {
                boolean none = rule.path("CidrIp").asText().equals("255.255.255.255/32");
                assertThat(none || rule.path("FromPort").asInt() == 443).as(id).isTrue();
                assertThat(none || rule.path("ToPort").asInt() == 443).as(id).isTrue();
            }
        });
        Set<Integer> ports = new HashSet<>();
        templates.all("AWS::EC2::SecurityGroupIngress").forEach((id, rule) -> {
            assertThat(rule.path("SourceSecurityGroupId").toString()).as(id).contains("EntranceGroup");
            ports.add(rule.path("FromPort").asInt());
        });
        assertThat(ports).containsExactlyInAnyOrder(TaskEnvironment.CLIENT_PORT, TaskEnvironment.MANAGEMENT_PORT);
    }

    private static void webFirewall(Templates templates) {
        JsonNode acl = templates.only("AWS::WAFv2::WebACL");
        List<String> rules = new ArrayList<>();
        acl.path("Rules").forEach(rule -> {
            rules.add(rule.path("Name").asText());
            assertThat(rule.path("VisibilityConfig")
                            .path("SampledRequestsEnabled")
                            .asBoolean())
                    .isFalse();
        });
        assertThat(acl.path("VisibilityConfig").path("SampledRequestsEnabled").asBoolean())
                .isFalse();
        assertThat(rules).containsExactly("paths", "reputation", "rate");
        assertThat(acl.toString()).doesNotContain("\"Body\"", "\"JsonBody\"");
        List<String> managed = acl.findValuesAsText("VendorName");
        assertThat(managed).hasSize(1);
        assertThat(acl.toString()).contains("AWSManagedRulesAmazonIpReputationList");
        String redacted = templates
                .only("AWS::WAFv2::LoggingConfiguration")
                .path("RedactedFields")
                .toString();
        assertThat(redacted).contains("\"authorization\"", "\"x-api-key\"", "\"cookie\"", "\"QueryString\"");
        assertThat(templates.all("AWS::WAFv2::WebACLAssociation")).hasSize(1);
    }

    private static void scaling(Templates templates) {
        JsonNode metric = templates
                .only("AWS::ApplicationAutoScaling::ScalingPolicy")
                .path("TargetTrackingScalingPolicyConfiguration")
                .path("CustomizedMetricSpecification");
        assertThat(metric.path("MetricName").asText()).isEqualTo("serai_requests_in_flight");
        assertThat(metric.path("Statistic").asText()).isEqualTo("Average");
        JsonNode bounds = templates.only("AWS::ApplicationAutoScaling::ScalableTarget");
        assertThat(bounds.path("MinCapacity").asInt())
                .isEqualTo(templates.target().stage().leastTasks());
        assertThat(bounds.path("MaxCapacity").asInt())
                .isEqualTo(templates.target().stage().mostTasks());
    }

    private static void deploy(Templates templates) {
        JsonNode deploy = templates.only(SERVICE).path("DeploymentConfiguration");
        assertThat(deploy.path("DeploymentCircuitBreaker").path("Rollback").asBoolean())
                .isTrue();
        assertThat(deploy.path("MinimumHealthyPercent").asInt()).isEqualTo(100);
    }

    private static void images(Templates templates) {
        assertThat(templates.all("AWS::ECR::Repository").values())
                .hasSize(2)
                .allMatch(images -> images.path("ImageTagMutability").asText().equals("IMMUTABLE"))
                .allMatch(images -> images.path("ImageScanningConfiguration")
                        .path("ScanOnPush")
                        .asBoolean());
    }

    private static void logs(Templates templates) {
        Stream.of(templates.all("AWS::Logs::LogGroup")).forEach(groups -> {
            assertThat(groups).hasSizeGreaterThan(5);
            groups.forEach(
                    (id, group) -> assertThat(group.path("RetentionInDays").asInt())
                            .as(id)
                            .isEqualTo(templates.target().stage().kept() ? 365 : 14));
        });
    }
}
