package gateway.infra;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * The collector beside the gateway in each task (AWS Distro for OpenTelemetry): it reads {@code /metrics} on loopback
 * and writes the metrics of {@link Metric} to CloudWatch by way of its log. Numbers only; it never sees a request.
 */
final class Collector extends Construct {
    /** The only dimension. CloudWatch sums over deployments, tenants and codes. */
    static final String DIMENSION = "environment";

    private final Target target;
    private final LogGroup metrics;

    /** Makes the log of the metrics. */
    Collector(Construct scope, Target target) {
        super(scope, "Collector");
        this.target = target;
        this.metrics = LogGroup.Builder.create(this, "Metrics")
                .logGroupName("/serai/" + target.stage().word() + "/metrics")
                .retention(target.stage().logs())
                .removalPolicy(target.stage().removal())
                .build();
    }

    /** Where its metrics are in CloudWatch. */
    static String namespace(Target target) {
        return "Serai/" + target.stage().word();
    }

    /** The right to write there, and nowhere else. */
    PolicyStatement right() {
        return PolicyStatement.Builder.create()
                .sid("Metrics")
                .actions(List.of("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"))
                .resources(List.of(metrics.getLogGroupArn()))
                .build();
    }

    /** Adds it to a task. The gateway goes on without it. */
    void addTo(FargateTaskDefinition task, Repository images, LogDriver log) {
        task.addContainer(
                "collector",
                ContainerDefinitionOptions.builder()
                        .image(ContainerImage.fromEcrRepository(images, target.imageTag()))
                        .essential(false)
                        .readonlyRootFilesystem(true)
                        .user("10001")
                        .cpu(64)
                        .memoryLimitMiB(128)
                        .environment(Map.of("AOT_CONFIG_CONTENT", configuration(target)))
                        .logging(log)
                        .build());
    }

    /** Its configuration, as YAML. */
    static String configuration(Target target) {
        String names = Stream.of(Metric.values()).map(Metric::wireName).collect(Collectors.joining("|"));
        return """
                receivers:
                  prometheus:
                    config:
                      scrape_configs:
                        - job_name: serai
                          scrape_interval: 15s
                          static_configs:
                            - targets: ["127.0.0.1:%1$d"]
                              labels: {%2$s: %3$s}
                          metric_relabel_configs:
                            - source_labels: [__name__]
                              regex: "%4$s"
                              action: keep
                processors:
                  batch: {}
                exporters:
                  awsemf:
                    region: %5$s
                    namespace: %6$s
                    log_group_name: %7$s
                    dimension_rollup_option: NoDimensionRollup
                    # Else the first of a rare event, such as a failure of the ledger, would be lost.
                    retain_initial_value_of_delta_metric: true
                    metric_declarations:
                      - dimensions: [[%2$s]]
                        metric_name_selectors: ["^(%4$s)$"]
                service:
                  telemetry:
                    logs: {level: warn}
                  pipelines:
                    metrics:
                      receivers: [prometheus]
                      processors: [batch]
                      exporters: [awsemf]
                """.formatted(
                        TaskEnvironment.MANAGEMENT_PORT,
                        DIMENSION,
                        target.stage().word(),
                        names,
                        target.region(),
                        namespace(target),
                        "/serai/" + target.stage().word() + "/metrics");
    }
}
