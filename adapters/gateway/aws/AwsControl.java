package gateway.aws;

import gateway.Ticker;
import gateway.cache.SharedAnswers;
import gateway.control.AuditLog;
import gateway.control.DocumentStore;
import gateway.decision.DecisionStore;
import gateway.feedback.FeedbackStore;
import gateway.idempotency.ReplyStore;
import gateway.killswitch.SwitchStore;
import gateway.quota.Ledger;
import gateway.routing.SumStore;
import gateway.settings.AwsSettings;
import gateway.settings.Settings;
import gateway.usage.UsageStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The control plane's stores in an AWS account, and the beans of the routes that read them. Thread-safe. */
public final class AwsControl implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AwsControl.class);

    private final AwsClients clients;
    private final Tables tables;
    private final Ticker ticker;
    private final ParameterNames names;
    private final boolean events;
    private final DynamoDocuments documents;
    private final DynamoAudit audit;
    private final DynamoDecisions decisions;
    private final DynamoUsage usage;
    private final DynamoSums sums;
    private final DynamoFeedback feedback;
    private final DynamoReplies replies;
    private final DynamoAnswers answers;
    private final ParameterSwitches switches;

    private AwsControl(AwsClients clients, Settings settings, AwsSettings aws, InstantSource clock, Ticker ticker) {
        String environment = settings.environment();
        ActiveModels activeModels = new ActiveModels();
        this.clients = clients;
        this.events = aws.eventsQueue() != null;
        this.tables = new Tables(aws.prefix(), environment);
        this.ticker = ticker;
        this.names = new ParameterNames(environment);
        this.documents = new DynamoDocuments(clients.dynamo(), clients.ssm(), tables, names, activeModels);
        this.audit = new DynamoAudit(clients.dynamo(), tables);
        this.decisions =
                new DynamoDecisions(clients.dynamo(), tables, settings.control().decisionsKept(), clock);
        this.usage = new DynamoUsage(clients.dynamo(), tables, clock);
        this.sums = new DynamoSums(clients.dynamo(), tables, clock);
        this.feedback =
                new DynamoFeedback(clients.dynamo(), tables, settings.control().decisionsKept());
        this.replies = new DynamoReplies(clients.dynamo(), tables.idempotency(), clock);
        this.answers = new DynamoAnswers(clients.dynamo(), tables.cache(), clock);
        this.switches = new ParameterSwitches(clients.ssm(), names, activeModels, ticker);
    }

    /**
     * Makes everything; nothing is called yet.
     *
     * @param credentials whose calls they are
     * @param network how AWS is reached
     * @param clock tells which records have expired
     * @param ticker tells which of two readings is the later one, and bounds the time of calls of the ledger
     */
    public static AwsControl open(
            Settings settings,
            AwsCredentialsProvider credentials,
            AwsNetwork network,
            InstantSource clock,
            Ticker ticker) {
        AwsSettings aws = settings.aws() == null ? AwsSettings.NONE : settings.aws();
        return new AwsControl(AwsClients.open(aws, credentials, network), settings, aws, clock, ticker);
    }

    /** Registry, tenants and keys. */
    public DocumentStore documents() {
        return documents;
    }

    /** The log of changes. */
    public AuditLog audit() {
        return audit;
    }

    /** Records of decisions. */
    public DecisionStore decisions() {
        return decisions;
    }

    /**
     * Makes the ledger of budgets and rates.
     *
     * @param random keeps replicas that collide from colliding again
     */
    public Ledger ledger(RandomGenerator random) {
        LedgerTable table = new LedgerTable(clients.dynamo(), tables.ledger(), DynamoLedger.PATIENCE);
        return new DynamoLedger(table, DynamoLedger.PATIENCE, ticker, random);
    }

    /** Sums of usage. */
    public UsageStore usage() {
        return usage;
    }

    /** What the router has learnt. */
    public SumStore sums() {
        return sums;
    }

    /** What clients said of answers. */
    public FeedbackStore feedback() {
        return feedback;
    }

    /** Claims of requests and kept replies. */
    public ReplyStore replies() {
        return replies;
    }

    /** Answers that are given again. */
    public SharedAnswers answers() {
        return answers;
    }

    /** Kill switches. */
    public SwitchStore switches() {
        return switches;
    }

    /** Where credentials of providers are kept. */
    public SecretsManagerClient secrets() {
        return clients.secrets();
    }

    /** Whether there is a queue of events, and so the route {@code control-events} is to be loaded. */
    public boolean hasEvents() {
        return events;
    }

    /**
     * The beans by the names that the routes in {@code routes/aws} use.
     *
     * @param secretChanged gets the name of a secret that has changed
     */
    public Map<String, Object> beans(Consumer<String> secretChanged) {
        return Map.ofEntries(
                Map.entry("dynamoDbClient", clients.dynamo()),
                Map.entry("ssmClient", clients.ssm()),
                Map.entry("sqsClient", clients.sqs()),
                Map.entry("sqsHeaders", new SqsHeaders()),
                Map.entry("startRegistry", new StartRegistry(documents)),
                Map.entry("takeActiveModels", new TakeActiveModels(documents)),
                Map.entry("takeItems", new TakeItems()),
                Map.entry("endRegistry", new EndRegistry()),
                Map.entry("startSwitches", new StartSwitches(switches)),
                Map.entry("takeParameters", new TakeParameters()),
                Map.entry("endSwitches", new EndSwitches(switches)),
                Map.entry("readControlEvent", new ReadControlEvent(names)),
                Map.entry("refreshSecret", new RefreshSecret(secretChanged)),
                Map.entry("controlEventFailed", new ControlEventFailed()));
    }

    /**
     * Makes the first call of each client, which takes a second; SQS makes its own when its route starts. Whether they
     * succeed shows when it matters.
     */
    public void warm() {
        warm(
                "DynamoDB",
                () -> clients.dynamo()
                        .getItem(get ->
                                get.tableName(tables.control()).key(Items.key(tables.environment(), Items.REVISION))));
        warm("Parameter Store", () -> clients.ssm().getParameters(get -> get.names(names.revision())));
        warm(
                "Secrets Manager",
                () -> clients.secrets()
                        .describeSecret(describe -> describe.secretId(tables.prefix() + "/" + tables.environment())));
    }

    @Override
    public void close() {
        clients.close();
    }

    private static void warm(String service, Runnable call) {
        try {
            call.run();
        } catch (SdkException e) {
            LOG.debug(
                    "{} did not answer the first call: {}",
                    service,
                    e.getClass().getSimpleName());
        }
    }
}
