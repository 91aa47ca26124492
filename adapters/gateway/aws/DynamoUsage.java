package gateway.aws;

import gateway.control.StoreException;
import gateway.usage.UsageBatch;
import gateway.usage.UsageQuery;
import gateway.usage.UsageRow;
import gateway.usage.UsageStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Usage in DynamoDB. A batch is one transaction, whose first item remembers the writer's last batch: so a repeated one
 * is noticed also after the ten minutes for which DynamoDB itself would know it. Thread-safe.
 */
public final class DynamoUsage implements UsageStore {
    /** When other replicas write the same items. */
    private static final int TRIES = 6;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    /** No outage of a store is waited for so long. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final DynamoDbClient dynamo;
    private final Tables tables;
    private final InstantSource clock;

    DynamoUsage(DynamoDbClient dynamo, Tables tables, InstantSource clock) {
        this.dynamo = dynamo;
        this.tables = tables;
        this.clock = clock;
    }

    @Override
    public void add(UsageBatch batch) {
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(TransactWriteItem.builder()
                .update(UsageItems.note(tables.usage(), batch, clock.instant().plus(REMEMBERED)))
                .build());
        batch.rows()
                .forEach(row -> items.add(TransactWriteItem.builder()
                        .update(UsageItems.add(tables.usage(), row))
                        .build()));
        for (int i = 0; i < TRIES; i++) {
            if (i > 0) {
                LockSupport.parkNanos(FIRST_PAUSE.multipliedBy(1L << i).toNanos());
            }
            if (write(items)) {
                return;
            }
        }
        throw new StoreException("the usage cannot be written: others write it all the time");
    }

    @Override
    public void read(UsageQuery query, Consumer<UsageRow> each) {
        StoreCall.of("the usage cannot be read", () -> {
            for (String partition : UsageItems.partitions(query.from(), query.to())) {
                dynamo.queryPaginator(request(query, partition)).items().stream()
                        .map(UsageItems::row)
                        .filter(row -> query.includes(row.of()))
                        .forEach(each);
            }
            return query;
        });
    }

    /** Writes a batch, or finds it written; false if another writer was in the way. */
    private boolean write(List<TransactWriteItem> items) {
        try {
            dynamo.transactWriteItems(transaction -> transaction.transactItems(items));
            return true;
        } catch (TransactionCanceledException e) {
            List<String> reasons = e.cancellationReasons().stream()
                    .map(CancellationReason::code)
                    .toList();
            if (reasons.contains("ConditionalCheckFailed")) {
                return true;
            }
            if (reasons.contains("TransactionConflict")) {
                return false;
            }
            throw new StoreException("the usage cannot be written", e);
        } catch (SdkException e) {
            throw new StoreException("the usage cannot be written", e);
        }
    }

    private QueryRequest request(UsageQuery query, String partition) {
        QueryRequest.Builder request =
                QueryRequest.builder().tableName(tables.usage()).consistentRead(true);
        String tenant = query.tenant();
        if (tenant == null) {
            return request.keyConditionExpression("#partition = :partition")
                    .expressionAttributeNames(Map.of("#partition", UsageItems.PARTITION))
                    .expressionAttributeValues(Map.of(":partition", AttributeValue.fromS(partition)))
                    .build();
        }
        return request.keyConditionExpression("#partition = :partition AND #row BETWEEN :from AND :to")
                .expressionAttributeNames(Map.of("#partition", UsageItems.PARTITION, "#row", UsageItems.ROW))
                .expressionAttributeValues(Map.of(
                        ":partition", AttributeValue.fromS(partition),
                        ":from", AttributeValue.fromS(UsageItems.owner(tenant, query.from())),
                        ":to", AttributeValue.fromS(UsageItems.owner(tenant, query.to()))))
                .build();
    }
}
