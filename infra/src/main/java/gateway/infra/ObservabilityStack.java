package gateway.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MetricProps;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** Who is told when, and a page to look at. */
public final class ObservabilityStack extends Stack {
    private static final Duration MINUTE = Duration.minutes(1);
    private static final String SUM = "Sum";
    private static final String MAXIMUM = "Maximum";
    private static final String AVERAGE = "Average";

    private final Target target;
    private final Topic topic;
    private final SnsAction action;
    private final List<Alarm> alarms = new ArrayList<>();

    /** Makes topic, alarms and dashboard. */
    public ObservabilityStack(Construct scope, String id, Target target, DataStack data, GatewayStack gateway) {
        super(scope, id, target.props("Alarms and dashboard of the gateway"));
        this.target = target;
        topic = topic();
        action = new SnsAction(topic);
        control();
        money();
        providers();
        queues(data);
        entrance(gateway.entrance().dimensions());
        rotation();
        dashboard(gateway.entrance().dimensions());
    }

    private Topic topic() {
        Key key = Key.Builder.create(this, "Key")
                .description("Alarms of the gateway")
                .enableKeyRotation(true)
                .removalPolicy(target.stage().removal())
                .build();
        for (String service : List.of("cloudwatch", "events")) {
            key.addToResourcePolicy(PolicyStatement.Builder.create()
                    .principals(List.of(new ServicePrincipal(service + ".amazonaws.com")))
                    .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                    .resources(List.of("*"))
                    .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", target.account())))
                    .build());
        }
        Topic made = Topic.Builder.create(this, "Topic")
                .topicName(target.prefix() + "-alarms")
                .masterKey(key)
                .enforceSsl(true)
                .build();
        String mail = target.alarmMail();
        if (mail != null) {
            made.addSubscription(new EmailSubscription(mail));
        }
        return made;
    }

    private void control() {
        // Four polls of 5 s; a switch must hold everywhere within 30 s.
        above("SwitchesAge", "Kill switches have not been read", metric(Metric.SWITCHES_AGE, MAXIMUM), 20, 1);
        above(
                "RegistryAge",
                "Models, tenants and keys have not been read",
                metric(Metric.REGISTRY_AGE, MAXIMUM),
                180,
                1);
        above("SwitchUnreadable", "A kill switch makes no sense", metric(Metric.UNREADABLE, MAXIMUM), 0, 1);
        above("DecisionsDropped", "Decision records are lost", metric(Metric.DECISIONS_DROPPED, SUM), 0, 1);
        // No data: no collector, or no task. Then nothing above can be relied on.
        add(alarm("Silence", "The gateway's metrics do not arrive", metric(Metric.SWITCHES_AGE, "SampleCount"), 1, 3)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .treatMissingData(TreatMissingData.BREACHING)
                .build());
    }

    private void money() {
        above("LedgerDown", "The ledger of budgets cannot be reached", metric(Metric.LEDGER_ERRORS, SUM), 0, 3);
        above("Budget", "A budget is nearly spent", metric(Metric.SOFT_LIMITS, SUM), 0, 1);
        above("UsageLost", "Calls are missing in reports of usage", metric(Metric.USAGE_LOST, SUM), 0, 1);
    }

    private void providers() {
        // 2 is open.
        above("BreakerOpen", "A deployment's breaker is open", metric(Metric.BREAKER, MAXIMUM), 1, 5);
        above("GuardrailDown", "A guardrail's breaker is open", metric(Metric.GUARDRAIL_BREAKER, MAXIMUM), 1, 1);
        above("SecretAge", "A credential has not been read", metric(Metric.SECRET_AGE, MAXIMUM), 600, 1);
    }

    private void queues(DataStack data) {
        queue("Undeliverable", "Messages killed their consumers", data.undeliverable());
        queue("DeadLetters", "Messages were given up", data.dead());
        above(
                "RequestsAge",
                "Requests wait in their queue",
                data.requests().metricApproximateAgeOfOldestMessage(),
                900,
                5);
    }

    private void queue(String id, String what, Queue queue) {
        above(id, what, queue.metricApproximateNumberOfMessagesVisible(), 0, 1);
    }

    private void entrance(Map<String, String> dimensions) {
        above("Errors", "More than 10 requests a minute end in 5xx", errors(dimensions), 10, 3);
        above("Latency", "The 99th percentile of first bytes takes longer than 10 s", latency(dimensions), 10, 5);
        above("Unhealthy", "A task is not ready", balancer("UnHealthyHostCount", MAXIMUM, dimensions), 0, 5);
    }

    private IMetric errors(Map<String, String> dimensions) {
        return balancer("HTTPCode_Target_5XX_Count", SUM, dimensions);
    }

    private IMetric latency(Map<String, String> dimensions) {
        return balancer("TargetResponseTime", "p99", dimensions);
    }

    private void rotation() {
        Rule.Builder.create(this, "RotationFailed")
                .eventPattern(EventPattern.builder()
                        .source(List.of("aws.secretsmanager"))
                        .detailType(List.of("AWS Service Event via CloudTrail"))
                        .detail(Map.of("eventName", List.of("RotationFailed")))
                        .build())
                .targets(List.of(new SnsTopic(topic)))
                .build();
    }

    private void dashboard(Map<String, String> dimensions) {
        Dashboard dashboard = Dashboard.Builder.create(this, "Dashboard")
                .dashboardName(target.prefix())
                .build();
        dashboard.addWidgets(AlarmStatusWidget.Builder.create()
                .title("Alarms")
                .width(24)
                .alarms(new ArrayList<>(alarms))
                .build());
        dashboard.addWidgets(
                graph("In flight, by task", metric(Metric.IN_FLIGHT, AVERAGE), metric(Metric.IN_FLIGHT, MAXIMUM)),
                graph("First byte, p99", latency(dimensions)),
                graph("5xx and refusals", errors(dimensions), metric(Metric.REFUSALS, SUM)));
        dashboard.addWidgets(
                graph("Cost, USD a minute", metric(Metric.COST, SUM)),
                graph("Breakers", metric(Metric.BREAKER, MAXIMUM), metric(Metric.GUARDRAIL_BREAKER, MAXIMUM)),
                graph(
                        "Age of switches and registry, s",
                        metric(Metric.SWITCHES_AGE, MAXIMUM),
                        metric(Metric.REGISTRY_AGE, MAXIMUM)));
    }

    private static GraphWidget graph(String title, IMetric... metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(List.of(metrics))
                .width(8)
                .build();
    }

    private IMetric metric(Metric metric, String statistic) {
        return metric(
                Collector.namespace(target),
                metric.wireName(),
                statistic,
                Map.of(Collector.DIMENSION, target.stage().word()));
    }

    private static IMetric balancer(String name, String statistic, Map<String, String> dimensions) {
        return metric("AWS/ApplicationELB", name, statistic, dimensions);
    }

    private static IMetric metric(String namespace, String name, String statistic, Map<String, String> dimensions) {
        return new software.amazon.awscdk.services.cloudwatch.Metric(MetricProps.builder()
                .namespace(namespace)
                .metricName(name)
                .dimensionsMap(dimensions)
                .statistic(statistic)
                .period(MINUTE)
                .build());
    }

    private void above(String id, String what, IMetric metric, double threshold, int minutes) {
        add(alarm(id, what, metric, threshold, minutes)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build());
    }

    private Alarm.Builder alarm(String id, String what, IMetric metric, double threshold, int minutes) {
        return Alarm.Builder.create(this, id)
                .alarmName(target.prefix() + "-" + id)
                .alarmDescription(what)
                .metric(metric)
                .threshold(threshold)
                .evaluationPeriods(minutes);
    }

    private void add(Alarm alarm) {
        alarm.addAlarmAction(action);
        alarms.add(alarm);
    }
}
