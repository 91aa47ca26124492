package gateway.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.dynamodb.Billing;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.TableEncryptionV2;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * The tables of {@code docs/aws-data.md} and the queues of {@code docs/queues.md}, under a key of their own, and what
 * others must know of them as parameters.
 */
public final class DataStack extends Stack {
    /* A deployment of the gateway ends deliveries, too: docs/queues.md. */
    private static final int DELIVERIES = 10;

    /** A message that its consumer gives no sign of for so long goes to another one. */
    static final java.time.Duration VISIBILITY = java.time.Duration.ofSeconds(30);

    private final Key key;
    private final Map<String, TableV2> tables = new LinkedHashMap<>();
    private final Queue killers;
    private final Queue requests;
    private final Queue replies;
    private final Queue dead;

    /** Makes them. */
    public DataStack(Construct scope, String id, Target target) {
        super(scope, id, target.props("Tables and queues of the gateway"));
        key = Key.Builder.create(this, "Key")
                .description("Tables and queues of the gateway")
                .alias("alias/" + target.prefix() + "-data")
                .enableKeyRotation(true)
                .removalPolicy(target.stage().removal())
                .build();
        TableSpec.ALL.forEach(spec -> tables.put(spec.name(), table(target, spec)));
        // Messages that kill their consumers; the gateway itself gives others up to the queue of dead letters.
        killers = queue(target, "undeliverable", Duration.days(14)).build();
        requests = queue(target, "requests", Duration.days(4))
                .visibilityTimeout(Timing.cdk(VISIBILITY))
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(killers)
                        .maxReceiveCount(DELIVERIES)
                        .build())
                .build();
        replies = queue(target, "replies", Duration.days(4)).build();
        dead = queue(target, "dead", Duration.days(14)).build();
        new SharedParameters(
                this,
                target,
                Map.of(
                        "table-prefix",
                        target.prefix(),
                        "request-queue",
                        requests.getQueueUrl(),
                        "reply-queue",
                        replies.getQueueUrl(),
                        "dead-letter-queue",
                        dead.getQueueUrl()));
    }

    /** The key of all of it. */
    Key key() {
        return key;
    }

    /** A table, by the last part of its name. */
    TableV2 table(String name) {
        TableV2 table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("there is no table " + name);
        }
        return table;
    }

    /** All tables. */
    List<TableV2> tables() {
        return List.copyOf(tables.values());
    }

    /** Requests to the gateway. */
    Queue requests() {
        return requests;
    }

    /** Its replies. */
    Queue replies() {
        return replies;
    }

    /** Notes on what it has given up. */
    Queue dead() {
        return dead;
    }

    /** Messages that were taken ten times and never answered. */
    Queue undeliverable() {
        return killers;
    }

    private TableV2 table(Target target, TableSpec spec) {
        TableV2.Builder table = TableV2.Builder.create(this, "Table-" + spec.name())
                .tableName(target.prefix() + "-" + spec.name())
                .partitionKey(TableSpec.text(spec.partition()))
                .billing(Billing.onDemand())
                .encryption(TableEncryptionV2.customerManagedKey(key))
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .build())
                .deletionProtection(target.stage().kept())
                .removalPolicy(target.stage().removal())
                .globalSecondaryIndexes(
                        spec.indexes().stream().map(TableSpec.Index::props).toList());
        if (spec.sort() != null) {
            table.sortKey(TableSpec.text(spec.sort()));
        }
        if (spec.expires()) {
            table.timeToLiveAttribute(TableSpec.TTL);
        }
        return table.build();
    }

    private Queue.Builder queue(Target target, String name, Duration kept) {
        return Queue.Builder.create(this, "Queue-" + name)
                .queueName(target.prefix() + "-" + name)
                .encryption(QueueEncryption.KMS)
                .encryptionMasterKey(key)
                .dataKeyReuse(Duration.hours(1))
                .enforceSsl(true)
                .retentionPeriod(kept);
    }
}
