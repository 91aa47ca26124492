package gateway.infra;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.wafv2.CfnLoggingConfiguration;
import software.amazon.awscdk.services.wafv2.CfnLoggingConfiguration.FieldToMatchProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACL.ManagedRuleGroupStatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RateBasedStatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RuleActionProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.RuleProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.StatementProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACL.VisibilityConfigProperty;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;
import software.constructs.Construct;

/**
 * AWS WAF before the balancer: paths of the client API only, addresses of bad repute, and floods. No rule looks into
 * bodies: prompts tell of SQL, scripts and paths, and may be 20 MiB long. Its log has no keys, and no samples of
 * requests are kept.
 */
final class WebFirewall extends Construct {
    /** Requests of one address in five minutes. Limits of keys are the gateway's. */
    static final int REQUESTS = 30_000;

    private static final List<String> KEYS = List.of("authorization", "x-api-key", "cookie");

    /** Makes it and puts it before the balancer. */
    WebFirewall(Construct scope, Target target, ApplicationLoadBalancer balancer) {
        super(scope, "WebFirewall");
        CfnWebACL acl = CfnWebACL.Builder.create(this, "Acl")
                .name(target.prefix())
                .scope("REGIONAL")
                .defaultAction(CfnWebACL.DefaultActionProperty.builder()
                        .allow(CfnWebACL.AllowActionProperty.builder().build())
                        .build())
                .visibilityConfig(visibility("all"))
                .rules(List.of(paths(), reputation(), rate()))
                .build();
        CfnWebACLAssociation.Builder.create(this, "Association")
                .resourceArn(balancer.getLoadBalancerArn())
                .webAclArn(acl.getAttrArn())
                .build();
        log(target, acl);
    }

    private static RuleProperty paths() {
        StatementProperty api = StatementProperty.builder()
                .byteMatchStatement(CfnWebACL.ByteMatchStatementProperty.builder()
                        .fieldToMatch(CfnWebACL.FieldToMatchProperty.builder()
                                .uriPath(Map.of())
                                .build())
                        .positionalConstraint("STARTS_WITH")
                        .searchString("/v1/")
                        .textTransformations(List.of(CfnWebACL.TextTransformationProperty.builder()
                                .priority(0)
                                .type("NONE")
                                .build()))
                        .build())
                .build();
        return rule(0, "paths")
                .statement(StatementProperty.builder()
                        .notStatement(CfnWebACL.NotStatementProperty.builder()
                                .statement(api)
                                .build())
                        .build())
                .action(block())
                .build();
    }

    private static RuleProperty reputation() {
        return rule(1, "reputation")
                .statement(StatementProperty.builder()
                        .managedRuleGroupStatement(ManagedRuleGroupStatementProperty.builder()
                                .vendorName("AWS")
                                .name("AWSManagedRulesAmazonIpReputationList")
                                .build())
                        .build())
                .overrideAction(CfnWebACL.OverrideActionProperty.builder()
                        .none(Map.of())
                        .build())
                .build();
    }

    private static RuleProperty rate() {
        return rule(2, "rate")
                .statement(StatementProperty.builder()
                        .rateBasedStatement(RateBasedStatementProperty.builder()
                                .aggregateKeyType("IP")
                                .limit(REQUESTS)
                                .build())
                        .build())
                .action(block())
                .build();
    }

    private static RuleProperty.Builder rule(int priority, String name) {
        return RuleProperty.builder().priority(priority).name(name).visibilityConfig(visibility(name));
    }

    private static RuleActionProperty block() {
        return RuleActionProperty.builder()
                .block(CfnWebACL.BlockActionProperty.builder().build())
                .build();
    }

    /* A sample would show the headers of a request, and its key among them. */
    private static VisibilityConfigProperty visibility(String name) {
        return VisibilityConfigProperty.builder()
                .cloudWatchMetricsEnabled(true)
                .metricName(name)
                .sampledRequestsEnabled(false)
                .build();
    }

    private void log(Target target, CfnWebACL acl) {
        // WAF takes no group whose name begins otherwise.
        LogGroup group = LogGroup.Builder.create(this, "Log")
                .logGroupName("aws-waf-logs-" + target.prefix())
                .retention(target.stage().logs())
                .removalPolicy(target.stage().removal())
                .build();
        CfnLoggingConfiguration.Builder.create(this, "Logging")
                .resourceArn(acl.getAttrArn())
                // WAF wants the ARN without the star at its end.
                .logDestinationConfigs(List.of(Fn.select(0, Fn.split(":*", group.getLogGroupArn()))))
                .redactedFields(Stream.concat(
                                KEYS.stream()
                                        .map(name -> FieldToMatchProperty.builder()
                                                .singleHeader(Map.of("Name", name))
                                                .build()),
                                Stream.of(FieldToMatchProperty.builder()
                                        .queryString(Map.of())
                                        .build()))
                        .toList())
                .build();
    }
}
