package gateway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must hold of the network. */
final class NetworkChecks {
    static final List<Check> ALL = List.of(
            new Check("the allowlist is that of the settings", NetworkChecks::allowlist),
            new Check("the allowlist has exact names only", NetworkChecks::exactNames),
            new Check("the firewall drops what no rule lets through", NetworkChecks::dropsByDefault),
            new Check("the firewall takes TCP of port 443 only", NetworkChecks::port443),
            new Check("the firewall logs alerts and flows", NetworkChecks::firewallLogs),
            new Check("no other name has an address", NetworkChecks::names),
            new Check(
                    "tasks leave by the firewall of their zone, and answers come the same way", NetworkChecks::routes),
            new Check("the balancer is not beside the NAT", NetworkChecks::balancerApart),
            new Check("all flows are logged", NetworkChecks::flowLog),
            new Check("private endpoints take this account only", NetworkChecks::endpoints));

    /* What the settings mean, looked up by hand: content leaves the EU for none of these. */
    private static final List<String> EU = List.of(
            "aiplatform.eu.rep.googleapis.com",
            "api.mistral.ai",
            "bedrock-runtime.eu-central-1.amazonaws.com",
            "oauth2.googleapis.com");

    private NetworkChecks() {}

    /** {@code gateway.egress.hosts}, read from the file itself. */
    static List<String> shippedHosts() {
        try {
            JsonNode settings =
                    new YAMLMapper().readTree(Path.of("../application.yaml").toFile());
            List<String> hosts =
                    Templates.texts(settings.path("gateway").path("egress").path("hosts"));
            assertThat(hosts).isNotEmpty();
            return hosts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void allowlist(Templates templates) {
        List<String> expected = new ArrayList<>(templates.target().euOnly() ? EU : shippedHosts());
        expected.remove("localhost");
        JsonNode list = hostRules(templates).path("RulesSource").path("RulesSourceList");
        assertThat(Templates.texts(list.path("Targets"))).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(list.path("GeneratedRulesType").asText()).isEqualTo("ALLOWLIST");
        assertThat(Templates.texts(list.path("TargetTypes"))).containsExactly("TLS_SNI", "HTTP_HOST");
        assertThat(shippedHosts()).containsAll(templates.target().euOnly() ? EU : List.of());
    }

    /* "*." is not valid there, and a leading dot takes all of a provider's regions. */
    private static void exactNames(Templates templates) {
        assertThat(Templates.texts(hostRules(templates)
                        .path("RulesSource")
                        .path("RulesSourceList")
                        .path("Targets")))
                .allMatch(host -> host.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+"));
    }

    private static void dropsByDefault(Templates templates) {
        JsonNode policy = templates.only("AWS::NetworkFirewall::FirewallPolicy").path("FirewallPolicy");
        assertThat(Templates.texts(policy.path("StatefulDefaultActions")))
                .containsExactlyInAnyOrder("aws:drop_established", "aws:alert_established");
        assertThat(Templates.texts(policy.path("StatelessDefaultActions"))).containsExactly("aws:drop");
        assertThat(Templates.texts(policy.path("StatelessFragmentDefaultActions")))
                .containsExactly("aws:drop");
        assertThat(policy.path("StatefulEngineOptions").path("RuleOrder").asText())
                .isEqualTo("STRICT_ORDER");
        assertThat(hostRules(templates)
                        .path("StatefulRuleOptions")
                        .path("RuleOrder")
                        .asText())
                .isEqualTo("STRICT_ORDER");
    }

    private static void port443(Templates templates) {
        JsonNode rules = ruleGroup(templates, "STATELESS")
                .path("RulesSource")
                .path("StatelessRulesAndCustomActions")
                .path("StatelessRules");
        assertThat(rules).hasSize(2);
        for (JsonNode rule : rules) {
            JsonNode match = rule.path("RuleDefinition").path("MatchAttributes");
            List<JsonNode> ports = new ArrayList<>();
            match.path("DestinationPorts").forEach(ports::add);
            match.path("SourcePorts").forEach(ports::add);
            assertThat(match.path("Protocols").toString()).isEqualTo("[6]");
            assertThat(ports).hasSize(1);
            assertThat(ports.getFirst().toString()).isEqualTo("{\"FromPort\":443,\"ToPort\":443}");
            assertThat(Templates.texts(rule.path("RuleDefinition").path("Actions")))
                    .containsExactly("aws:forward_to_sfe");
        }
    }

    private static void firewallLogs(Templates templates) {
        List<String> kinds = new ArrayList<>();
        templates
                .only("AWS::NetworkFirewall::LoggingConfiguration")
                .path("LoggingConfiguration")
                .path("LogDestinationConfigs")
                .forEach(each -> kinds.add(each.path("LogType").asText()));
        assertThat(kinds).containsExactlyInAnyOrder("ALERT", "FLOW");
    }

    private static void names(Templates templates) {
        List<String> hosts =
                EgressHosts.of(templates.target().settings(), templates.target().euOnly());
        List<JsonNode> rules = new ArrayList<>();
        templates
                .only("AWS::Route53Resolver::FirewallRuleGroup")
                .path("FirewallRules")
                .forEach(rules::add);
        rules.sort(Comparator.comparingInt(rule -> rule.path("Priority").asInt()));
        assertThat(rules).extracting(rule -> rule.path("Action").asText()).containsExactly("ALLOW", "BLOCK");
        assertThat(rules.getFirst().path("FirewallDomainRedirectionAction").asText())
                .as("providers' names lead to others")
                .isEqualTo("TRUST_REDIRECTION_DOMAIN");
        JsonNode allowed = domains(templates, rules.getFirst());
        assertThat(Templates.texts(allowed)).containsAll(hosts);
        assertThat(Templates.texts(allowed)).allMatch(name -> hosts.contains(name) || ownService(templates, name));
        assertThat(Templates.texts(domains(templates, rules.getLast()))).containsExactly("*");
        assertThat(templates.all("AWS::Route53Resolver::FirewallRuleGroupAssociation"))
                .hasSize(1);
    }

    private static boolean ownService(Templates templates, String name) {
        return name.endsWith("." + templates.target().region() + ".amazonaws.com") && !name.contains("*");
    }

    private static JsonNode domains(Templates templates, JsonNode rule) {
        String id = rule.path("FirewallDomainListId").path("Fn::GetAtt").path(0).asText();
        return templates
                .stack("network")
                .path("Resources")
                .path(id)
                .path("Properties")
                .path("Domains");
    }

    private static void routes(Templates templates) {
        Map<String, String> out = new TreeMap<>();
        Map<String, String> back = new TreeMap<>();
        for (JsonNode route : templates.all("AWS::EC2::Route").values()) {
            String table = route.path("RouteTableId").path("Ref").asText();
            String zone = table.replaceAll(".*Subnet(\\d+)RouteTable.*", "$1");
            String endpoint = route.path("VpcEndpointId").toString();
            if (table.contains("app")) {
                assertThat(route.has("VpcEndpointId"))
                        .as("a route of tasks leads past the firewall")
                        .isTrue();
                out.put(zone, endpoint);
            } else if (table.contains("egress") && route.has("VpcEndpointId")) {
                back.put(zone, endpoint);
                assertThat(route.path("DestinationCidrBlock").asText()).isEqualTo(addresses(templates, zone));
            } else if (table.contains("firewall")) {
                assertThat(route.path("NatGatewayId").toString()).contains("egressSubnet" + zone);
            }
        }
        assertThat(out).hasSize(templates.target().stage().zones());
        assertThat(out.values()).doesNotHaveDuplicates();
        assertThat(back).isEqualTo(out);
    }

    private static String addresses(Templates templates, String zone) {
        return templates.all("AWS::EC2::Subnet").entrySet().stream()
                .filter(subnet -> subnet.getKey().startsWith("network/VpcappSubnet" + zone + "Subnet"))
                .findFirst()
                .orElseThrow()
                .getValue()
                .path("CidrBlock")
                .asText();
    }

    private static void balancerApart(Templates templates) {
        List<String> nats = new ArrayList<>();
        templates
                .all("AWS::EC2::NatGateway")
                .values()
                .forEach(nat -> nats.add(nat.path("SubnetId").path("Ref").asText()));
        assertThat(nats).hasSize(templates.target().stage().zones());
        String subnets = templates
                .only("AWS::ElasticLoadBalancingV2::LoadBalancer")
                .path("Subnets")
                .toString();
        assertThat(nats).noneMatch(subnets::contains);
    }

    private static void flowLog(Templates templates) {
        assertThat(templates.only("AWS::EC2::FlowLog").path("TrafficType").asText())
                .isEqualTo("ALL");
    }

    private static void endpoints(Templates templates) {
        Map<String, JsonNode> endpoints = templates.all("AWS::EC2::VPCEndpoint");
        assertThat(endpoints).hasSize(9);
        endpoints.forEach((id, endpoint) -> {
            for (JsonNode statement : endpoint.path("PolicyDocument").path("Statement")) {
                boolean layers = statement.path("Action").asText().equals("s3:GetObject")
                        && statement.path("Resource").asText().contains("starport-layer-bucket");
                assertThat(statement
                                        .path("Condition")
                                        .path("StringEquals")
                                        .path("aws:PrincipalAccount")
                                        .asText()
                                        .equals(Variant.ACCOUNT)
                                || layers)
                        .as(id)
                        .isTrue();
            }
            assertThat(endpoint.path("PolicyDocument").path("Statement")).as(id).isNotEmpty();
        });
    }

    private static JsonNode hostRules(Templates templates) {
        return ruleGroup(templates, "STATEFUL");
    }

    private static JsonNode ruleGroup(Templates templates, String type) {
        return templates.all("AWS::NetworkFirewall::RuleGroup").values().stream()
                .filter(group -> group.path("Type").asText().equals(type))
                .findFirst()
                .orElseThrow()
                .path("RuleGroup");
    }
}
