package gateway.aws;

import gateway.control.AuditEntry;
import gateway.control.AuditLog;
import gateway.control.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.paginators.QueryIterable;

/** The audit log in DynamoDB. Entries that belong to a write of documents are added by that write. Thread-safe. */
public final class DynamoAudit implements AuditLog {
    private static final int MAX_IN_ONE_MOMENT = 1000;

    private final DynamoDbClient dynamo;
    private final Tables tables;

    DynamoAudit(DynamoDbClient dynamo, Tables tables) {
        this.dynamo = dynamo;
        this.tables = tables;
    }

    @Override
    public void append(AuditEntry entry) {
        StoreCall.of("the audit log cannot be written", () -> {
            for (int i = 0; i < MAX_IN_ONE_MOMENT; i++) {
                if (isAdded(AuditItems.of(tables.environment(), entry, 0, i))) {
                    return entry;
                }
            }
            throw new StoreException("the audit log has too many entries of one moment");
        });
    }

    @Override
    public List<AuditEntry> list(Instant before, int limit) {
        return StoreCall.of("the audit log cannot be read", () -> {
            QueryIterable pages = dynamo.queryPaginator(query -> query.tableName(tables.audit())
                    .keyConditionExpression("environment = :environment AND #key < :before")
                    .expressionAttributeNames(Map.of("#key", AuditItems.KEY))
                    .expressionAttributeValues(Map.of(
                            ":environment", AttributeValue.fromS(tables.environment()),
                            ":before", AttributeValue.fromS(Moment.of(before))))
                    .scanIndexForward(false)
                    .consistentRead(true)
                    .limit(Math.max(1, limit)));
            return pages.items().stream().limit(limit).map(AuditItems::entry).toList();
        });
    }

    /** Adds an item, unless its key is taken: what was added stays as it is. */
    private boolean isAdded(Map<String, AttributeValue> item) {
        try {
            dynamo.putItem(put ->
                    put.tableName(tables.audit()).item(item).conditionExpression("attribute_not_exists(environment)"));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }
}
