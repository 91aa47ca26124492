package gateway.aws;

import gateway.control.AuditEntry;
import gateway.control.AuditLog;
import gateway.control.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
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

    /**
     * {@inheritDoc}
     *
     * <p>A put whose answer is lost is repeated by the SDK, and then meets its own entry: the token tells it from one
     * of somebody else's, so that no entry is written twice.
     */
    @Override
    public void append(AuditEntry entry) {
        AttributeValue token = AttributeValue.fromS(UUID.randomUUID().toString());
        StoreCall.of("the audit log cannot be written", () -> {
            for (int i = 0; i < MAX_IN_ONE_MOMENT; i++) {
                Map<String, AttributeValue> item = AuditItems.of(tables.environment(), entry, 0, i);
                item.put(AuditItems.TOKEN, token);
                if (isAdded(item, token)) {
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

    /** Adds an item, unless its key is taken by an item with another token: what was added stays as it is. */
    private boolean isAdded(Map<String, AttributeValue> item, AttributeValue token) {
        try {
            dynamo.putItem(put -> put.tableName(tables.audit())
                    .item(item)
                    .conditionExpression("attribute_not_exists(environment)")
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return e.hasItem() && token.equals(e.item().get(AuditItems.TOKEN));
        }
    }
}
