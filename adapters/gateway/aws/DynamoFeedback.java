package gateway.aws;

import gateway.control.StoreException;
import gateway.feedback.Feedback;
import gateway.feedback.FeedbackStore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Feedback in DynamoDB, put on the condition that there is none for its decision. Thread-safe. */
public final class DynamoFeedback implements FeedbackStore {
    private static final int BATCH = 100;
    private static final int TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private final DynamoDbClient dynamo;
    private final Tables tables;
    private final Duration kept;

    DynamoFeedback(DynamoDbClient dynamo, Tables tables, Duration kept) {
        this.dynamo = dynamo;
        this.tables = tables;
        this.kept = kept;
    }

    @Override
    public boolean add(Feedback feedback) {
        return StoreCall.of("the feedback cannot be written", () -> {
            try {
                dynamo.putItem(put -> put.tableName(tables.feedback())
                        .item(FeedbackItems.of(feedback, kept))
                        .conditionExpression("attribute_not_exists(#decision)")
                        .expressionAttributeNames(Map.of("#decision", FeedbackItems.DECISION)));
                return true;
            } catch (ConditionalCheckFailedException e) {
                return false;
            }
        });
    }

    @Override
    public Map<String, Feedback> find(Collection<String> decisions) {
        List<Map<String, AttributeValue>> keys =
                decisions.stream().distinct().map(FeedbackItems::key).toList();
        return StoreCall.of("the feedback cannot be read", () -> {
            Map<String, Feedback> found = new HashMap<>();
            for (int i = 0; i < keys.size(); i += BATCH) {
                read(keys.subList(i, Math.min(i + BATCH, keys.size())), found);
            }
            return found;
        });
    }

    private void read(List<Map<String, AttributeValue>> keys, Map<String, Feedback> found) {
        Map<String, KeysAndAttributes> left = Map.of(
                tables.feedback(),
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
        for (int i = 0; i < TRIES && !left.isEmpty(); i++) {
            if (i > 0) {
                LockSupport.parkNanos(FIRST_PAUSE.multipliedBy(1L << i).toNanos());
            }
            Map<String, KeysAndAttributes> now = left;
            BatchGetItemResponse response = dynamo.batchGetItem(get -> get.requestItems(now));
            response.responses().getOrDefault(tables.feedback(), List.of()).stream()
                    .map(FeedbackItems::feedback)
                    .forEach(each -> found.put(each.decision(), each));
            left = response.unprocessedKeys();
        }
        if (!left.isEmpty()) {
            throw new StoreException("the feedback cannot be read: DynamoDB is too busy");
        }
    }
}
