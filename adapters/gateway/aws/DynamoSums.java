package gateway.aws;

import gateway.control.StoreException;
import gateway.routing.SumBatch;
import gateway.routing.SumStore;
import gateway.routing.Sums;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Sums in DynamoDB. Each key of a batch is one transaction, whose first item remembers the writer's last batch for that
 * key, so that a repeated batch adds only what was not added yet. What is damaged, as a part of it is missing, is
 * loaded as sums that are not {@linkplain Sums#isSound() sound}. A delta that does not fit (of another size than what
 * is kept, or with numbers beyond what DynamoDB can add up) is refused with a {@link StoreException} that names its
 * key, after all others of its batch were added. Thread-safe.
 */
public final class DynamoSums implements SumStore {
    /** When other replicas write the same items. */
    private static final int TRIES = 7;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    /** No outage of a store is waited for so long. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final String REFUSED = "ConditionalCheckFailed";
    private static final Sums DAMAGED = new Sums(new double[] {Double.NaN});

    private final DynamoDbClient dynamo;
    private final Tables tables;
    private final InstantSource clock;

    DynamoSums(DynamoDbClient dynamo, Tables tables, InstantSource clock) {
        this.dynamo = dynamo;
        this.tables = tables;
        this.clock = clock;
    }

    @Override
    public Map<String, Sums> load() {
        return StoreCall.of("what was learnt cannot be read", () -> {
            Map<String, List<Map<String, AttributeValue>>> parts = new HashMap<>();
            dynamo.scanPaginator(ScanRequest.builder()
                            .tableName(tables.router())
                            .consistentRead(true)
                            .filterExpression("begins_with(#key, :prefix)")
                            .expressionAttributeNames(Map.of("#key", SumItems.KEY))
                            .expressionAttributeValues(Map.of(":prefix", AttributeValue.fromS(SumItems.PREFIX)))
                            .build())
                    .items()
                    .forEach(item -> parts.computeIfAbsent(SumItems.keyOf(item), key -> new ArrayList<>())
                            .add(item));
            Map<String, Sums> all = new HashMap<>();
            parts.forEach((key, items) -> {
                items.sort(Comparator.comparing(item -> Items.textOf(item, SumItems.PART)));
                all.put(key, SumItems.isWhole(items) ? SumItems.sums(items) : atOnce(key, items));
            });
            return all;
        });
    }

    @Override
    public void add(SumBatch batch) {
        List<String> refused = new ArrayList<>();
        // in the order of the keys, so that replicas are in each other's way as little as can be
        new TreeMap<>(batch.deltas()).forEach((key, delta) -> {
            String problem = SumItems.problem(key, delta);
            if (problem == null) {
                problem = add(batch, key, delta);
            }
            if (problem != null) {
                refused.add(problem);
            }
        });
        if (!refused.isEmpty()) {
            throw new StoreException("what was learnt cannot be added: " + String.join("; ", refused));
        }
    }

    @Override
    public void forget(Iterable<String> keys) {
        for (String key : keys) {
            StoreCall.of("what was learnt cannot be forgotten", () -> {
                dynamo.queryPaginator(query -> query.tableName(tables.router())
                                .consistentRead(true)
                                .keyConditionExpression("#key = :key")
                                .projectionExpression("#key, #part")
                                .expressionAttributeNames(Map.of("#key", SumItems.KEY, "#part", SumItems.PART))
                                .expressionAttributeValues(Map.of(":key", AttributeValue.fromS(SumItems.PREFIX + key))))
                        .items()
                        .forEach(item -> dynamo.deleteItem(
                                delete -> delete.tableName(tables.router()).key(item)));
                return key;
            });
        }
    }

    /** Adds a delta, or finds it added; returns why it does not fit, null if it does. */
    private @Nullable String add(SumBatch batch, String key, Sums delta) {
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(TransactWriteItem.builder()
                .update(SumItems.note(
                        tables.router(), batch, key, clock.instant().plus(REMEMBERED)))
                .build());
        SumItems.add(tables.router(), key, delta)
                .forEach(update ->
                        items.add(TransactWriteItem.builder().update(update).build()));
        for (int i = 0; i < TRIES; i++) {
            pause(i);
            try {
                dynamo.transactWriteItems(transaction -> transaction.transactItems(items));
                return null;
            } catch (TransactionCanceledException e) {
                List<String> reasons = e.cancellationReasons().stream()
                        .map(CancellationReason::code)
                        .toList();
                if (!reasons.isEmpty() && reasons.getFirst().equals(REFUSED)) {
                    return null;
                }
                if (reasons.contains(REFUSED)) {
                    return "'" + key + "' has another number of numbers than " + delta.size();
                }
                if (!reasons.contains("TransactionConflict")) {
                    throw new StoreException("what was learnt cannot be written", e);
                }
            } catch (SdkException e) {
                throw new StoreException("what was learnt cannot be written", e);
            }
        }
        throw new StoreException("what was learnt cannot be written: others write it all the time");
    }

    /** All parts of a key as of one moment, for a reading between which somebody has written. */
    private Sums atOnce(String key, List<Map<String, AttributeValue>> seen) {
        long size = Items.number(seen.getFirst(), SumItems.SIZE);
        if (size < 1 || size > (long) SumItems.NUMBERS * SumItems.PARTS) {
            return DAMAGED;
        }
        List<TransactGetItem> gets = IntStream.range(0, (int) ((size + SumItems.NUMBERS - 1) / SumItems.NUMBERS))
                .mapToObj(part -> TransactGetItem.builder()
                        .get(get -> get.tableName(tables.router()).key(SumItems.key(key, part)))
                        .build())
                .toList();
        for (int i = 0; i < TRIES; i++) {
            pause(i);
            try {
                List<Map<String, AttributeValue>> parts =
                        dynamo.transactGetItems(all -> all.transactItems(gets)).responses().stream()
                                .map(ItemResponse::item)
                                .toList();
                return SumItems.isWhole(parts) ? SumItems.sums(parts) : DAMAGED;
            } catch (TransactionCanceledException e) {
                if (e.cancellationReasons().stream().noneMatch(reason -> "TransactionConflict".equals(reason.code()))) {
                    throw e;
                }
            }
        }
        throw new StoreException("what was learnt cannot be read: others write it all the time");
    }

    private static void pause(int turn) {
        if (turn > 0) {
            LockSupport.parkNanos(FIRST_PAUSE.multipliedBy(1L << turn).toNanos());
        }
    }
}
