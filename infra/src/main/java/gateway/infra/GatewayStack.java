package gateway.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.MetricProps;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.ContainerInsights;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.TrackCustomMetricProps;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/** The gateway as a service of tasks on Fargate, behind a balancer. */
public final class GatewayStack extends Stack {
    static final String CONTAINER = "gateway";

    /** No user of the image's file system owns anything there. */
    static final String USER = "10001";

    /* Memory is the first limit: a stream holds little, a body of 20 MiB much. */
    private static final int CPU = 2048;
    private static final int MEMORY_MIB = 4096;

    /** Requests in flight in a task, beyond which another one is started. */
    private static final int IN_FLIGHT = 400;

    private final Target target;
    private final Entrance entrance;
    private final FargateService service;
    private final Cluster cluster;

    /** Makes it on the other stacks. */
    public GatewayStack(
            Construct scope,
            String id,
            Target target,
            NetworkSecurityStack network,
            SecretsStack secrets,
            DataStack data,
            GuardrailStack guardrails,
            ImagesStack images) {
        super(scope, id, target.props("The gateway's tasks and their balancer"));
        this.target = target;
        cluster = Cluster.Builder.create(this, "Cluster")
                .clusterName(target.prefix())
                .vpc(network.vpc())
                .containerInsightsV2(ContainerInsights.ENABLED)
                .build();
        Collector collector = new Collector(this, target);
        Role role = Role.Builder.create(this, "TaskRole")
                .roleName(target.prefix() + "-task")
                .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                .build();
        new TaskPolicy(target, data, secrets).statements().forEach(role::addToPolicy);
        new BedrockPolicy(target).statements(guardrails.made().values()).forEach(role::addToPolicy);
        role.addToPolicy(collector.right());
        FargateTaskDefinition task = task(role, secrets, data, guardrails, images, collector);
        SecurityGroup group = SecurityGroup.Builder.create(this, "Group")
                .vpc(network.vpc())
                .description("Tasks of the gateway")
                .allowAllOutbound(false)
                .build();
        group.addEgressRule(Peer.anyIpv4(), Port.tcp(443), "through the firewall, or to private endpoints");
        service = FargateService.Builder.create(this, "Service")
                .serviceName(target.prefix())
                .cluster(cluster)
                .taskDefinition(task)
                .desiredCount(target.stage().leastTasks())
                .minHealthyPercent(100)
                .maxHealthyPercent(200)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .healthCheckGracePeriod(Duration.seconds(60))
                .enableExecuteCommand(false)
                .assignPublicIp(false)
                .vpcSubnets(network.app())
                .securityGroups(List.of(group))
                .build();
        entrance = new Entrance(this, target, network, service, group);
        scale();
    }

    /** The way in. */
    Entrance entrance() {
        return entrance;
    }

    /** The tasks. */
    FargateService service() {
        return service;
    }

    private FargateTaskDefinition task(
            Role role,
            SecretsStack secrets,
            DataStack data,
            GuardrailStack guardrails,
            ImagesStack images,
            Collector collector) {
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(this, "Task")
                .family(target.prefix())
                .cpu(CPU)
                .memoryLimitMiB(MEMORY_MIB)
                .taskRole(role)
                .runtimePlatform(RuntimePlatform.builder()
                        .cpuArchitecture(CpuArchitecture.ARM64)
                        .operatingSystemFamily(OperatingSystemFamily.LINUX)
                        .build())
                .volumes(List.of(volume("data"), volume("tmp")))
                .build();
        LogDriver log = LogDriver.awsLogs(AwsLogDriverProps.builder()
                .streamPrefix("task")
                .logGroup(LogGroup.Builder.create(this, "Log")
                        .logGroupName("/serai/" + target.stage().word() + "/gateway")
                        .retention(target.stage().logs())
                        .removalPolicy(target.stage().removal())
                        .build())
                .build());
        Map<String, String> variables = TaskEnvironment.of(
                target,
                guardrails.made(),
                Map.of(
                        "request-queue", data.requests().getQueueUrl(),
                        "reply-queue", data.replies().getQueueUrl(),
                        "dead-letter-queue", data.dead().getQueueUrl()));
        ContainerDefinition container = task.addContainer(
                CONTAINER,
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromEcrRepository(images.gateway(), target.imageTag()))
                        .command(List.of("--profile", "aws"))
                        .user(USER)
                        .readonlyRootFilesystem(true)
                        .stopTimeout(Timing.cdk(Timing.STOP))
                        .environment(variables)
                        .secrets(Map.of(
                                "SERAI_ADMIN_KEY",
                                injected("AdminKey", secrets.admin()),
                                "SERAI_DEMO_KEY",
                                injected("DemoKey", secrets.demo())))
                        .logging(log)
                        .portMappings(List.of(port(TaskEnvironment.CLIENT_PORT), port(TaskEnvironment.MANAGEMENT_PORT)))
                        .build());
        container.addMountPoints(mount("data", TaskEnvironment.DATA), mount("tmp", "/tmp"));
        collector.addTo(task, images.collector(), log);
        task.addToExecutionRolePolicy(PolicyStatement.Builder.create()
                .sid("SecretsKey")
                .actions(List.of("kms:Decrypt"))
                .resources(List.of(secrets.key().getKeyArn()))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of("kms:ViaService", "secretsmanager." + target.region() + ".amazonaws.com")))
                .build());
        return task;
    }

    /* By its ARN: the secret itself would have its key name this stack's role, and each stack would need the other. */
    private software.amazon.awscdk.services.ecs.Secret injected(String id, ISecret secret) {
        return software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(
                Secret.fromSecretCompleteArn(this, id, secret.getSecretArn()));
    }

    /* What a task can do at once is told by its requests in flight, not by its processor: most of them wait. */
    private void scale() {
        service.autoScaleTaskCount(software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps.builder()
                        .minCapacity(target.stage().leastTasks())
                        .maxCapacity(target.stage().mostTasks())
                        .build())
                .scaleToTrackCustomMetric(
                        "InFlight",
                        TrackCustomMetricProps.builder()
                                .metric(new software.amazon.awscdk.services.cloudwatch.Metric(MetricProps.builder()
                                        .namespace(Collector.namespace(target))
                                        .metricName(Metric.IN_FLIGHT.wireName())
                                        .dimensionsMap(Map.of(
                                                Collector.DIMENSION,
                                                target.stage().word()))
                                        .statistic("Average")
                                        .period(Duration.minutes(1))
                                        .build()))
                                .targetValue(IN_FLIGHT)
                                .scaleOutCooldown(Duration.seconds(30))
                                .scaleInCooldown(Duration.minutes(5))
                                .build());
    }

    private static Volume volume(String name) {
        return Volume.builder().name(name).build();
    }

    private static MountPoint mount(String volume, String path) {
        return MountPoint.builder()
                .sourceVolume(volume)
                .containerPath(path)
                .readOnly(false)
                .build();
    }

    private static PortMapping port(int port) {
        return PortMapping.builder().containerPort(port).build();
    }
}
