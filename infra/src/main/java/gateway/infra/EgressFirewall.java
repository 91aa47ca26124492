package gateway.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.networkfirewall.CfnFirewall;
import software.amazon.awscdk.services.networkfirewall.CfnFirewallPolicy;
import software.amazon.awscdk.services.networkfirewall.CfnFirewallPolicy.FirewallPolicyProperty;
import software.amazon.awscdk.services.networkfirewall.CfnFirewallPolicy.StatefulEngineOptionsProperty;
import software.amazon.awscdk.services.networkfirewall.CfnFirewallPolicy.StatefulRuleGroupReferenceProperty;
import software.amazon.awscdk.services.networkfirewall.CfnFirewallPolicy.StatelessRuleGroupReferenceProperty;
import software.amazon.awscdk.services.networkfirewall.CfnLoggingConfiguration;
import software.amazon.awscdk.services.networkfirewall.CfnLoggingConfiguration.LogDestinationConfigProperty;
import software.amazon.awscdk.services.networkfirewall.CfnRuleGroup;
import software.amazon.awscdk.services.networkfirewall.CfnRuleGroup.AddressProperty;
import software.amazon.awscdk.services.networkfirewall.CfnRuleGroup.MatchAttributesProperty;
import software.amazon.awscdk.services.networkfirewall.CfnRuleGroup.PortRangeProperty;
import software.amazon.awscdk.services.networkfirewall.CfnRuleGroup.RuleDefinitionProperty;
import software.amazon.awscdk.services.networkfirewall.CfnRuleGroup.RuleGroupProperty;
import software.amazon.awscdk.services.networkfirewall.CfnRuleGroup.RulesSourceListProperty;
import software.amazon.awscdk.services.networkfirewall.CfnRuleGroup.RulesSourceProperty;
import software.amazon.awscdk.services.networkfirewall.CfnRuleGroup.StatefulRuleOptionsProperty;
import software.amazon.awscdk.services.networkfirewall.CfnRuleGroup.StatelessRuleProperty;
import software.amazon.awscdk.services.networkfirewall.CfnRuleGroup.StatelessRulesAndCustomActionsProperty;
import software.amazon.awscdk.services.networkfirewall.CfnVpcEndpointAssociation;
import software.constructs.Construct;

/**
 * AWS Network Firewall between the tasks and the NAT: it lets TLS through to the listed hosts, by their exact names,
 * and drops and logs everything else. It reads the name in the ClientHello; what it cannot see, the DNS firewall and
 * the gateway's own check must.
 */
final class EgressFirewall extends Construct {
    private static final int TCP = 6;
    private static final int HTTPS = 443;
    private static final String STRICT = "STRICT_ORDER";
    private static final String ANYWHERE = "0.0.0.0/0";
    /* Rules of a domain list count by its hosts; a capacity cannot be changed later. */
    private static final int HOSTS_CAPACITY = 300;

    private final Target target;
    private final Vpc vpc;
    private final CfnFirewall firewall;

    /**
     * Makes the firewall.
     *
     * @param hosts exact names
     * @param subnets its own, one a zone
     */
    EgressFirewall(Construct scope, Target target, Vpc vpc, List<String> hosts, List<ISubnet> subnets) {
        super(scope, "EgressFirewall");
        this.target = target;
        this.vpc = vpc;
        String name = target.prefix() + "-egress";
        CfnFirewallPolicy policy = policy(name, hosts(name, hosts), ports(name));
        // One zone only: which of a firewall's endpoints is in which zone cannot be told in a template.
        firewall = CfnFirewall.Builder.create(this, "Firewall")
                .firewallName(name)
                .firewallPolicyArn(policy.getAttrFirewallPolicyArn())
                .vpcId(vpc.getVpcId())
                .subnetMappings(List.of(CfnFirewall.SubnetMappingProperty.builder()
                        .subnetId(subnets.getFirst().getSubnetId())
                        .build()))
                .deleteProtection(target.stage().kept())
                .subnetChangeProtection(target.stage().kept())
                .firewallPolicyChangeProtection(false)
                .build();
        log();
    }

    /** Ids of the firewall's endpoints, in the order of the subnets. */
    List<String> endpoints(List<ISubnet> subnets) {
        List<String> endpoints = new ArrayList<>();
        endpoints.add(Fn.select(1, Fn.split(":", Fn.select(0, firewall.getAttrEndpointIds()))));
        for (int i = 1; i < subnets.size(); i++) {
            endpoints.add(CfnVpcEndpointAssociation.Builder.create(this, "Endpoint" + i)
                    .firewallArn(firewall.getAttrFirewallArn())
                    .vpcId(vpc.getVpcId())
                    .subnetMapping(CfnVpcEndpointAssociation.SubnetMappingProperty.builder()
                            .subnetId(subnets.get(i).getSubnetId())
                            .build())
                    .build()
                    .getAttrEndpointId());
        }
        return endpoints;
    }

    private CfnFirewallPolicy policy(String name, CfnRuleGroup hosts, CfnRuleGroup ports) {
        return CfnFirewallPolicy.Builder.create(this, "Policy")
                .firewallPolicyName(name)
                .firewallPolicy(FirewallPolicyProperty.builder()
                        .statelessDefaultActions(List.of("aws:drop"))
                        .statelessFragmentDefaultActions(List.of("aws:drop"))
                        .statelessRuleGroupReferences(List.of(StatelessRuleGroupReferenceProperty.builder()
                                .priority(100)
                                .resourceArn(ports.getAttrRuleGroupArn())
                                .build()))
                        .statefulEngineOptions(StatefulEngineOptionsProperty.builder()
                                .ruleOrder(STRICT)
                                .streamExceptionPolicy("DROP")
                                .build())
                        // Not drop_strict: the handshake must pass before a name is seen.
                        .statefulDefaultActions(List.of("aws:drop_established", "aws:alert_established"))
                        .statefulRuleGroupReferences(List.of(StatefulRuleGroupReferenceProperty.builder()
                                .priority(100)
                                .resourceArn(hosts.getAttrRuleGroupArn())
                                .build()))
                        .build())
                .build();
    }

    private CfnRuleGroup hosts(String name, List<String> hosts) {
        return CfnRuleGroup.Builder.create(this, "Hosts")
                .ruleGroupName(name + "-hosts")
                .type("STATEFUL")
                .capacity(HOSTS_CAPACITY)
                .ruleGroup(RuleGroupProperty.builder()
                        .statefulRuleOptions(StatefulRuleOptionsProperty.builder()
                                .ruleOrder(STRICT)
                                .build())
                        .rulesSource(RulesSourceProperty.builder()
                                .rulesSourceList(RulesSourceListProperty.builder()
                                        .generatedRulesType("ALLOWLIST")
                                        .targetTypes(List.of("TLS_SNI", "HTTP_HOST"))
                                        .targets(hosts)
                                        .build())
                                .build())
                        .build())
                .build();
    }

    /* TCP to port 443 and its answers; no QUIC, no plain HTTP. */
    private CfnRuleGroup ports(String name) {
        AddressProperty inside = AddressProperty.builder()
                .addressDefinition(vpc.getVpcCidrBlock())
                .build();
        AddressProperty anywhere =
                AddressProperty.builder().addressDefinition(ANYWHERE).build();
        PortRangeProperty https =
                PortRangeProperty.builder().fromPort(HTTPS).toPort(HTTPS).build();
        MatchAttributesProperty out = MatchAttributesProperty.builder()
                .protocols(List.of(TCP))
                .sources(List.of(inside))
                .destinations(List.of(anywhere))
                .destinationPorts(List.of(https))
                .build();
        MatchAttributesProperty back = MatchAttributesProperty.builder()
                .protocols(List.of(TCP))
                .sources(List.of(anywhere))
                .sourcePorts(List.of(https))
                .destinations(List.of(inside))
                .build();
        return CfnRuleGroup.Builder.create(this, "Ports")
                .ruleGroupName(name + "-ports")
                .type("STATELESS")
                .capacity(10)
                .ruleGroup(RuleGroupProperty.builder()
                        .rulesSource(RulesSourceProperty.builder()
                                .statelessRulesAndCustomActions(StatelessRulesAndCustomActionsProperty.builder()
                                        .statelessRules(List.of(inspect(1, out), inspect(2, back)))
                                        .build())
                                .build())
                        .build())
                .build();
    }

    private static StatelessRuleProperty inspect(int priority, MatchAttributesProperty match) {
        return StatelessRuleProperty.builder()
                .priority(priority)
                .ruleDefinition(RuleDefinitionProperty.builder()
                        .actions(List.of("aws:forward_to_sfe"))
                        .matchAttributes(match)
                        .build())
                .build();
    }

    private void log() {
        CfnLoggingConfiguration.Builder.create(this, "Logging")
                .firewallArn(firewall.getAttrFirewallArn())
                .loggingConfiguration(CfnLoggingConfiguration.LoggingConfigurationProperty.builder()
                        .logDestinationConfigs(List.of(destination("Alert"), destination("Flow")))
                        .build())
                .build();
    }

    private LogDestinationConfigProperty destination(String kind) {
        LogGroup group = LogGroup.Builder.create(this, kind + "Log")
                .retention(target.stage().logs())
                .removalPolicy(target.stage().removal())
                .build();
        return LogDestinationConfigProperty.builder()
                .logType(kind.toUpperCase(java.util.Locale.ROOT))
                .logDestinationType("CloudWatchLogs")
                .logDestination(Map.of("logGroup", group.getLogGroupName()))
                .build();
    }
}
