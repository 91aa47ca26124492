package gateway.aws;

import static software.amazon.awssdk.services.dynamodb.model.BillingMode.PAY_PER_REQUEST;
import static software.amazon.awssdk.services.dynamodb.model.ProjectionType.ALL;
import static software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType.S;

import gateway.control.Kind;
import gateway.quota.Ledger;
import gateway.quota.LedgerRow;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** DynamoDB and SQS on loopback, each started once a process when first needed. Thread-safe. */
public final class AwsLab {
    /** Credentials that no service here looks at. */
    public static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private AwsLab() {}

    /** Where DynamoDB listens. */
    public static URI dynamodb() {
        return Dynamo.ENDPOINT;
    }

    /** Where SQS listens. */
    public static URI sqs() {
        return Queues.ENDPOINT;
    }

    /** Makes empty tables; returns the prefix of their names. */
    public static String newTables(String environment) {
        Tables tables = new Tables("t" + NUMBER.incrementAndGet(), environment);
        List<String> controlled = new ArrayList<>(List.of(tables.control()));
        for (Kind kind : Kind.values()) {
            controlled.add(tables.of(kind));
        }
        controlled.forEach(name -> create(name, "environment", "id"));
        create(tables.audit(), "environment", AuditItems.KEY);
        create(
                tables.decisions(),
                "id",
                null,
                index("by-time", "slot"),
                index("by-tenant", "owner"),
                index(DecisionItems.BY_COMPLETION, DecisionItems.COMPLETION));
        create(tables.ledger(), "counter", null);
        create(tables.usage(), UsageItems.PARTITION, UsageItems.ROW);
        create(tables.router(), SumItems.KEY, SumItems.PART);
        create(tables.feedback(), FeedbackItems.DECISION, null);
        create(tables.idempotency(), ReplyItems.KEY, null);
        create(tables.cache(), ReplyItems.KEY, null);
        // without time to live: the emulator forgets by its own clock, which is not that of the tests
        return tables.prefix();
    }

    /** The ledger in tables of the environment test. */
    public static Ledger ledger(String tables) {
        Duration patience = Duration.ofSeconds(60);
        LedgerTable table = new LedgerTable(Dynamo.CLIENT, new Tables(tables, "test").ledger(), patience);
        return new DynamoLedger(table, patience, System::nanoTime, new Random(1));
    }

    /** A row of the ledger in tables of the environment test. */
    public static LedgerRow ledgerRow(String tables, String counter) {
        return LedgerItems.row(Dynamo.CLIENT
                .getItem(get -> get.tableName(new Tables(tables, "test").ledger())
                        .key(LedgerItems.key(counter))
                        .consistentRead(true))
                .item());
    }

    /** Makes an empty queue; returns its URL. */
    public static URI newQueue() {
        String name = "events-" + NUMBER.incrementAndGet();
        return URI.create(
                Queues.CLIENT.createQueue(queue -> queue.queueName(name)).queueUrl());
    }

    /** Makes an empty FIFO queue; returns its URL. */
    public static URI newFifo() {
        String name = "ordered-" + NUMBER.incrementAndGet() + ".fifo";
        return URI.create(Queues.CLIENT
                .createQueue(queue -> queue.queueName(name).attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                .queueUrl());
    }

    /** Sends a message. */
    public static void send(URI queue, String message) {
        Queues.CLIENT.sendMessage(request -> request.queueUrl(queue.toString()).messageBody(message));
    }

    /** A client of SQS. */
    public static SqsClient queues() {
        return Queues.CLIENT;
    }

    private static void create(String name, String partition, @Nullable String sort, GlobalSecondaryIndex... indexes) {
        CreateTableRequest.Builder table =
                CreateTableRequest.builder().tableName(name).billingMode(PAY_PER_REQUEST);
        List<KeySchemaElement> keys = new ArrayList<>(List.of(key(partition, KeyType.HASH)));
        if (sort != null) {
            keys.add(key(sort, KeyType.RANGE));
        }
        TreeSet<String> attributes = new TreeSet<>();
        keys.forEach(key -> attributes.add(key.attributeName()));
        for (GlobalSecondaryIndex index : indexes) {
            index.keySchema().forEach(key -> attributes.add(key.attributeName()));
            table.globalSecondaryIndexes(indexes);
        }
        Dynamo.CLIENT.createTable(table.keySchema(keys)
                .attributeDefinitions(attributes.stream()
                        .map(attribute -> AttributeDefinition.builder()
                                .attributeName(attribute)
                                .attributeType(S)
                                .build())
                        .toList())
                .build());
    }

    private static GlobalSecondaryIndex index(String name, String partition) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(key(partition, KeyType.HASH), key("at", KeyType.RANGE))
                .projection(projection -> projection.projectionType(ALL))
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    /** DynamoDB's own server listens on every address; its handler does as well in one that does not. */
    private static final class Dynamo {
        static final URI ENDPOINT = start();
        static final DynamoDbClient CLIENT = DynamoDbClient.builder()
                .endpointOverride(ENDPOINT)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();

        private static URI start() {
            try {
                Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                server.setHandler(new LocalDynamoDBServerHandler(
                        new LocalDynamoDBRequestHandler(0, true, null, false, false), null));
                server.start();
                return URI.create("http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort());
            } catch (Exception e) {
                throw new IllegalStateException("DynamoDB did not start", e);
            }
        }
    }

    private static final class Queues {
        static final URI ENDPOINT = start();
        static final SqsClient CLIENT = SqsClient.builder()
                .endpointOverride(ENDPOINT)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();

        private static URI start() {
            int port = SQSRestServerBuilder.withInterface("127.0.0.1")
                    .withDynamicPort()
                    .start()
                    .waitUntilStarted()
                    .localAddress()
                    .getPort();
            return URI.create("http://127.0.0.1:" + port);
        }
    }
}
