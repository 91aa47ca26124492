package gateway.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.LoadBalancerTargetOptions;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationTargetsProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.DesyncMitigationMode;
import software.amazon.awscdk.services.elasticloadbalancingv2.HealthCheck;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.SslPolicy;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.constructs.Construct;

/** The balancer: TLS for clients, and no way to the management port but for its own health checks. */
final class Entrance extends Construct {
    private static final int HTTPS = 443;

    private final ApplicationLoadBalancer balancer;
    private final ApplicationTargetGroup targets;

    /** Makes it in front of a service. */
    Entrance(
            Construct scope, Target target, NetworkSecurityStack network, FargateService service, SecurityGroup tasks) {
        super(scope, "Entrance");
        SecurityGroup group = SecurityGroup.Builder.create(this, "Group")
                .vpc(network.vpc())
                .description("Balancer of the gateway")
                .allowAllOutbound(false)
                .build();
        group.addIngressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "clients");
        for (int port : new int[] {TaskEnvironment.CLIENT_PORT, TaskEnvironment.MANAGEMENT_PORT}) {
            group.addEgressRule(tasks, Port.tcp(port), "tasks");
            tasks.addIngressRule(group, Port.tcp(port), "balancer");
        }
        balancer = ApplicationLoadBalancer.Builder.create(this, "Balancer")
                .vpc(network.vpc())
                .vpcSubnets(network.ingress())
                .internetFacing(true)
                .securityGroup(group)
                .idleTimeout(Timing.cdk(Timing.BALANCER_IDLE))
                .dropInvalidHeaderFields(true)
                .desyncMitigationMode(DesyncMitigationMode.STRICTEST)
                .deletionProtection(target.stage().kept())
                .build();
        balancer.logAccessLogs(logs(target));
        ApplicationListener listener = balancer.addListener(
                "Https",
                BaseApplicationListenerProps.builder()
                        .port(HTTPS)
                        .protocol(ApplicationProtocol.HTTPS)
                        .sslPolicy(SslPolicy.TLS13_RES)
                        .certificates(List.of(ListenerCertificate.fromArn(target.certificate())))
                        .open(false)
                        .build());
        targets = listener.addTargets(
                "Tasks",
                AddApplicationTargetsProps.builder()
                        .port(TaskEnvironment.CLIENT_PORT)
                        .protocol(ApplicationProtocol.HTTP)
                        .targets(new ArrayList<>(List.of(service.loadBalancerTarget(LoadBalancerTargetOptions.builder()
                                .containerName(GatewayStack.CONTAINER)
                                .containerPort(TaskEnvironment.CLIENT_PORT)
                                .build()))))
                        .deregistrationDelay(Timing.cdk(Timing.DEREGISTRATION))
                        .healthCheck(HealthCheck.builder()
                                .path("/health/ready")
                                .port(Integer.toString(TaskEnvironment.MANAGEMENT_PORT))
                                .interval(Timing.cdk(Timing.HEALTH_INTERVAL))
                                .timeout(Duration.seconds(2))
                                .healthyThresholdCount(2)
                                .unhealthyThresholdCount(Timing.HEALTH_FAILURES)
                                .build())
                        .build());
        new WebFirewall(this, target, balancer);
    }

    /** The balancer. */
    ApplicationLoadBalancer balancer() {
        return balancer;
    }

    /** Its tasks. */
    ApplicationTargetGroup targets() {
        return targets;
    }

    /* Lines with paths and addresses; the gateway's paths hold no content. */
    private Bucket logs(Target target) {
        return Bucket.Builder.create(this, "AccessLog")
                // A balancer can write under no other key.
                .encryption(BucketEncryption.S3_MANAGED)
                .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
                .enforceSsl(true)
                .lifecycleRules(List.of(LifecycleRule.builder()
                        .expiration(Duration.days(target.stage().kept() ? 365 : 14))
                        .build()))
                .removalPolicy(target.stage().removal())
                .build();
    }

    /** Dimensions of the balancer's metrics that tell of the tasks. */
    Map<String, String> dimensions() {
        return Map.of(
                "LoadBalancer", balancer.getLoadBalancerFullName(), "TargetGroup", targets.getTargetGroupFullName());
    }
}
