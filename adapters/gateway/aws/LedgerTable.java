package gateway.aws;

import gateway.aws.LedgerItems.Change;
import gateway.quota.LedgerRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Calls of the table of counters, made with little patience, as requests wait for them. Thread-safe. */
final class LedgerTable {
    private static final String CONDITION_FAILED = "ConditionalCheckFailed";
    private static final Set<String> PASSING =
            Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

    private final DynamoDbClient dynamo;
    private final String table;
    private final AwsRequestOverrideConfiguration hurry;

    /**
     * Takes a table.
     *
     * @param patience within which a call ends, after several attempts if need be
     */
    LedgerTable(DynamoDbClient dynamo, String table, Duration patience) {
        this.dynamo = dynamo;
        this.table = table;
        this.hurry = AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(patience.dividedBy(3))
                .apiCallTimeout(patience)
                .build();
    }

    /** What came of a write. */
    sealed interface Written {
        /**
         * All is written.
         *
         * @param rows what was told of them, by counter
         */
        record All(Map<String, LedgerRow> rows) implements Written {
            public All {
                rows = Map.copyOf(rows);
            }
        }

        /**
         * Nothing is written, as rows are not as they were thought to be.
         *
         * @param rows how they are, by counter
         */
        record Refused(Map<String, LedgerRow> rows) implements Written {
            public Refused {
                rows = Map.copyOf(rows);
            }
        }

        /** Nothing is written, as others are writing, or too many are. */
        record Busy() implements Written {}
    }

    /** What came of a read: some rows, by counter; those that are missing were not read. */
    Map<String, LedgerRow> read(List<String> counters) {
        KeysAndAttributes keys = KeysAndAttributes.builder()
                .keys(counters.stream().map(LedgerItems::key).toList())
                .consistentRead(true)
                .build();
        BatchGetItemResponse answer =
                dynamo.batchGetItem(get -> get.requestItems(Map.of(table, keys)).overrideConfiguration(hurry));
        Map<String, LedgerRow> rows = new HashMap<>();
        counters.forEach(counter -> rows.put(counter, LedgerRow.EMPTY));
        answer.responses()
                .getOrDefault(table, List.of())
                .forEach(item -> rows.put(counter(item), LedgerItems.row(item)));
        KeysAndAttributes left = answer.unprocessedKeys().get(table);
        if (left != null) {
            left.keys().forEach(key -> rows.remove(counter(key)));
        }
        return rows;
    }

    /** Makes changes of different items, all or none. */
    Written write(List<Change> changes) {
        return changes.size() == 1 ? writeOne(changes.getFirst()) : writeAll(changes);
    }

    private Written writeOne(Change change) {
        String counter = counter(change.key());
        try {
            UpdateItemResponse answer = dynamo.updateItem(update -> update.tableName(table)
                    .key(change.key())
                    .updateExpression(change.update())
                    .conditionExpression(change.condition())
                    .expressionAttributeNames(change.names())
                    .expressionAttributeValues(change.values())
                    .returnValues(ReturnValue.ALL_NEW)
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                    .overrideConfiguration(hurry));
            return new Written.All(Map.of(counter, LedgerItems.row(answer.attributes())));
        } catch (ConditionalCheckFailedException e) {
            return new Written.Refused(Map.of(counter, LedgerItems.row(e.item())));
        } catch (TransactionConflictException e) {
            return new Written.Busy();
        }
    }

    private Written writeAll(List<Change> changes) {
        List<TransactWriteItem> items = new ArrayList<>();
        for (Change change : changes) {
            items.add(TransactWriteItem.builder()
                    .update(update -> update.tableName(table)
                            .key(change.key())
                            .updateExpression(change.update())
                            .conditionExpression(change.condition())
                            .expressionAttributeNames(change.names())
                            .expressionAttributeValues(change.values())
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .build());
        }
        try {
            dynamo.transactWriteItems(
                    transaction -> transaction.transactItems(items).overrideConfiguration(hurry));
            return new Written.All(Map.of());
        } catch (TransactionCanceledException e) {
            return refusal(changes, e);
        } catch (TransactionInProgressException e) {
            return new Written.Busy();
        }
    }

    /** Reasons come in the order of the changes. */
    private static Written refusal(List<Change> changes, TransactionCanceledException cancelled) {
        Map<String, LedgerRow> rows = new HashMap<>();
        boolean passing = false;
        List<CancellationReason> reasons = cancelled.cancellationReasons();
        for (int i = 0; i < reasons.size(); i++) {
            CancellationReason reason = reasons.get(i);
            if (CONDITION_FAILED.equals(reason.code())) {
                rows.put(counter(changes.get(i).key()), LedgerItems.row(reason.item()));
            }
            passing |= PASSING.contains(reason.code());
        }
        if (!rows.isEmpty()) {
            return new Written.Refused(rows);
        }
        if (passing) {
            return new Written.Busy();
        }
        throw cancelled;
    }

    private static String counter(Map<String, AttributeValue> item) {
        return Items.textOf(item, LedgerItems.COUNTER);
    }
}
