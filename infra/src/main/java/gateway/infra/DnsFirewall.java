package gateway.infra;

import java.util.List;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.route53resolver.CfnFirewallDomainList;
import software.amazon.awscdk.services.route53resolver.CfnFirewallRuleGroup;
import software.amazon.awscdk.services.route53resolver.CfnFirewallRuleGroup.FirewallRuleProperty;
import software.amazon.awscdk.services.route53resolver.CfnFirewallRuleGroupAssociation;
import software.amazon.awscdk.services.route53resolver.CfnResolverQueryLoggingConfig;
import software.amazon.awscdk.services.route53resolver.CfnResolverQueryLoggingConfigAssociation;
import software.constructs.Construct;

/**
 * Route 53 Resolver DNS Firewall, the second layer: no other name than those of the list has an address in this
 * network. A name in a ClientHello can be forged; with this, a forger must also know an address beforehand. It also
 * stops tunnels by DNS.
 */
final class DnsFirewall extends Construct {
    /**
     * Makes it.
     *
     * @param names exact names that may be looked up
     */
    DnsFirewall(Construct scope, Target target, Vpc vpc, List<String> names) {
        super(scope, "DnsFirewall");
        String name = target.prefix() + "-dns";
        CfnFirewallDomainList allowed = list("Allowed", name + "-allowed", names);
        CfnFirewallDomainList rest = list("Rest", name + "-rest", List.of("*"));
        CfnFirewallRuleGroup rules = CfnFirewallRuleGroup.Builder.create(this, "Rules")
                .name(name)
                .firewallRules(List.of(
                        FirewallRuleProperty.builder()
                                .priority(100)
                                .action("ALLOW")
                                .firewallDomainListId(allowed.getAttrId())
                                // Providers' names lead to those of their content networks, which nobody can list.
                                .firewallDomainRedirectionAction("TRUST_REDIRECTION_DOMAIN")
                                .build(),
                        FirewallRuleProperty.builder()
                                .priority(200)
                                .action("BLOCK")
                                .blockResponse("NXDOMAIN")
                                .firewallDomainListId(rest.getAttrId())
                                .build()))
                .build();
        CfnFirewallRuleGroupAssociation.Builder.create(this, "Association")
                .firewallRuleGroupId(rules.getAttrId())
                .priority(101)
                .vpcId(vpc.getVpcId())
                .mutationProtection(target.stage().kept() ? "ENABLED" : "DISABLED")
                .build();
        log(target, vpc, name);
    }

    private CfnFirewallDomainList list(String id, String name, List<String> domains) {
        return CfnFirewallDomainList.Builder.create(this, id)
                .name(name)
                .domains(domains)
                .build();
    }

    private void log(Target target, Vpc vpc, String name) {
        LogGroup group = LogGroup.Builder.create(this, "QueryLog")
                .retention(target.stage().logs())
                .removalPolicy(target.stage().removal())
                .build();
        CfnResolverQueryLoggingConfig logging = CfnResolverQueryLoggingConfig.Builder.create(this, "Logging")
                .name(name)
                .destinationArn(group.getLogGroupArn())
                .build();
        CfnResolverQueryLoggingConfigAssociation.Builder.create(this, "LoggingAssociation")
                .resolverQueryLogConfigId(logging.getAttrId())
                .resourceId(vpc.getVpcId())
                .build();
    }
}
