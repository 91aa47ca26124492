package gateway.aws;

import gateway.control.AuditEntry;
import gateway.control.Change;
import gateway.control.Document;
import gateway.control.DocumentStore;
import gateway.control.Documents;
import gateway.control.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * Registry, tenants and keys in DynamoDB, and the list of active models in a parameter. The revision is that of the
 * tables and the number of changes of the list. Thread-safe, also between processes.
 */
public final class DynamoDocuments implements DocumentStore {
    private static final Logger LOG = LoggerFactory.getLogger(DynamoDocuments.class);
    /** A reading that ends in the middle of others' writes is begun again, the last time after 2.5 s. */
    private static final int READINGS = 8;

    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final String UNREADABLE = "the control data cannot be read";
    private static final String UNWRITABLE = "the control data cannot be written";

    private final DynamoDbClient dynamo;
    private final SsmClient ssm;
    private final Tables tables;
    private final ParameterNames names;
    private final ActiveModels activeModels;
    private final WriteJournal journal;

    DynamoDocuments(
            DynamoDbClient dynamo, SsmClient ssm, Tables tables, ParameterNames names, ActiveModels activeModels) {
        this.dynamo = dynamo;
        this.ssm = ssm;
        this.tables = tables;
        this.names = names;
        this.activeModels = activeModels;
        this.journal = new WriteJournal(dynamo, tables);
    }

    @Override
    public Documents read() {
        return StoreCall.of(UNREADABLE, () -> {
            finishJournal();
            RegistryReading reading = readOnce();
            for (int i = 1; i < READINGS && reading.torn(); i++) {
                LockSupport.parkNanos(PAUSE.multipliedBy(1L << i).toNanos());
                finishJournal();
                reading = readOnce();
            }
            return reading.documents();
        });
    }

    @Override
    public long write(long expected, List<Change> changes, List<AuditEntry> audit) {
        return StoreCall.of(UNWRITABLE, () -> {
            finishJournal();
            long listChanges = activeModels.changes(activeModels(ssm.getParameters(activeModelsRequest())));
            long before = expected - listChanges;
            if (changes.isEmpty()) {
                journal.check(before);
                return expected;
            }
            journal.write(before, operations(before + 1, changes, audit));
            for (Change change : changes) {
                if (isActiveModels(change)) {
                    listChanges = activeModels.changes(writeActiveModels(change.document()));
                }
            }
            publish(before + 1);
            return before + 1 + listChanges;
        });
    }

    /** What asks for the list of active models. */
    GetParametersRequest activeModelsRequest() {
        return GetParametersRequest.builder()
                .names(names.activeModels())
                .withDecryption(true)
                .build();
    }

    /** Begins to read, once the list of active models is there. */
    RegistryReading begin(GetParametersResponse response) {
        Parameter list = activeModels(response);
        long changes = activeModels.changes(list);
        return RegistryReading.start(tables, changes, list == null ? null : ActiveModels.document(list));
    }

    private RegistryReading readOnce() {
        RegistryReading reading = begin(ssm.getParameters(activeModelsRequest()));
        while (reading.isUnfinished()) {
            RegistryReading now = reading;
            QueryResponse page = dynamo.query(query -> query.tableName(now.getTable())
                    .keyConditions(now.getConditions())
                    .exclusiveStartKey(now.getFirstKey())
                    .consistentRead(true));
            reading = now.take(page.items(), page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null);
        }
        return reading;
    }

    private static @Nullable Parameter activeModels(GetParametersResponse response) {
        return response.parameters().isEmpty() ? null : response.parameters().getFirst();
    }

    private void finishJournal() {
        Long finished = journal.finish();
        if (finished != null) {
            LOG.warn("carried out a write of the control data that another process had begun");
            publish(finished);
        }
    }

    private List<Operation> operations(long revision, List<Change> changes, List<AuditEntry> audit) {
        Map<List<Object>, Operation> documents = new LinkedHashMap<>();
        for (Change change : changes) {
            if (isActiveModels(change)) {
                continue;
            }
            String table = tables.of(change.kind());
            Document document = change.document();
            Operation operation = document == null
                    ? new Operation(table, true, Items.key(tables.environment(), change.id()))
                    : new Operation(table, false, Items.of(tables.environment(), change.id(), document));
            documents.put(List.of(table, change.id()), operation);
        }
        List<Operation> operations = new ArrayList<>(documents.values());
        for (int i = 0; i < audit.size(); i++) {
            operations.add(new Operation(
                    tables.audit(), false, AuditItems.of(tables.environment(), audit.get(i), revision, i)));
        }
        return operations;
    }

    private static boolean isActiveModels(Change change) {
        return change.kind() == Kind.ROUTING && change.id().equals(Kind.ACTIVE_MODELS);
    }

    /** Puts the list, or takes it away; gives its version, 0 if it is gone. */
    private long writeActiveModels(@Nullable Document document) {
        String json = document == null ? null : document.json();
        if (json == null) {
            ssm.deleteParameters(request -> request.names(names.activeModels()));
            return 0;
        }
        return Parameters.put(ssm, names.activeModels(), json);
    }

    /** Tells the other replicas, which otherwise notice the change with their next reading of everything. */
    private void publish(long revision) {
        try {
            Parameters.put(ssm, names.revision(), Long.toString(revision));
        } catch (SdkException e) {
            LOG.warn(
                    "revision {} of the control data is written, but could not be announced: {}",
                    revision,
                    e.getClass().getSimpleName());
        }
    }
}
