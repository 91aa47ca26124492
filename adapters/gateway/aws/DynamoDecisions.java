package gateway.aws;

import static java.util.Map.entry;

import gateway.control.StoreException;
import gateway.decision.DecisionQuery;
import gateway.decision.DecisionStore;
import gateway.decision.ResidencyCount;
import gateway.decision.StoredDecision;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Records of decisions in DynamoDB, which forgets them by itself. What is searched by may lag a moment behind what was
 * written. Thread-safe.
 */
public final class DynamoDecisions implements DecisionStore {
    private static final int BATCH = 25;
    private static final int TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    /** DynamoDB may take so long to forget what has expired; it is not shown any more. */
    private static final Duration FORGETTING = Duration.ofDays(2);

    private static final Comparator<StoredDecision> NEWEST_FIRST = Comparator.comparing(StoredDecision::at)
            .thenComparing(StoredDecision::id)
            .reversed();

    private final DynamoDbClient dynamo;
    private final Tables tables;
    private final Duration kept;
    private final InstantSource clock;

    DynamoDecisions(DynamoDbClient dynamo, Tables tables, Duration kept, InstantSource clock) {
        this.dynamo = dynamo;
        this.tables = tables;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public void append(List<StoredDecision> decisions) {
        Map<String, WriteRequest> puts = new LinkedHashMap<>();
        for (StoredDecision decision : decisions) {
            Map<String, AttributeValue> item = DecisionItems.of(decision, kept);
            puts.put(
                    decision.id(),
                    WriteRequest.builder().putRequest(put -> put.item(item)).build());
        }
        List<WriteRequest> all = List.copyOf(puts.values());
        for (int i = 0; i < all.size(); i += BATCH) {
            write(all.subList(i, Math.min(i + BATCH, all.size())));
        }
    }

    @Override
    public @Nullable StoredDecision find(String id) {
        Map<String, AttributeValue> item = StoreCall.of(
                "the decision cannot be read",
                () -> dynamo.getItem(get -> get.tableName(tables.decisions())
                                .key(Map.of(Items.ID, AttributeValue.fromS(id)))
                                .consistentRead(true))
                        .item());
        boolean gone = item.isEmpty()
                || Items.number(item, DecisionItems.EXPIRES) <= clock.instant().getEpochSecond();
        return gone ? null : DecisionItems.decision(item);
    }

    @Override
    public @Nullable StoredDecision findAnswer(String tenant, String completion) {
        return StoreCall.of(
                "the decision cannot be read",
                () -> dynamo
                        .query(query -> query.tableName(tables.decisions())
                                .indexName(DecisionItems.BY_COMPLETION)
                                .keyConditionExpression("#completion = :completion")
                                .filterExpression("expires > :now")
                                .expressionAttributeNames(Map.of("#completion", DecisionItems.COMPLETION))
                                .expressionAttributeValues(Map.of(
                                        ":completion",
                                                AttributeValue.fromS(DecisionItems.completion(tenant, completion)),
                                        ":now", Items.number(clock.instant().getEpochSecond())))
                                .scanIndexForward(false)
                                .limit(1))
                        .items()
                        .stream()
                        .findFirst()
                        .map(DecisionItems::decision)
                        .orElse(null));
    }

    @Override
    public List<StoredDecision> search(DecisionQuery query) {
        return StoreCall.of("the decisions cannot be searched", () -> {
            Search search = new Search(query.from(), query.to(), query.tenant(), query.model(), query.result());
            List<StoredDecision> found = new ArrayList<>();
            for (LocalDate day : days(query.from(), query.to())) {
                List<StoredDecision> ofDay = new ArrayList<>();
                for (String partition : DecisionItems.partitions(day, query.tenant())) {
                    items(search, partition, null)
                            .limit(query.limit())
                            .map(DecisionItems::decision)
                            .forEach(ofDay::add);
                }
                ofDay.sort(NEWEST_FIRST);
                found.addAll(ofDay);
                if (found.size() >= query.limit()) {
                    return List.copyOf(found.subList(0, query.limit()));
                }
            }
            return found;
        });
    }

    @Override
    public List<ResidencyCount> residency(Instant from, Instant to) {
        return StoreCall.of("the decisions cannot be counted", () -> {
            Search search = new Search(from, to, null, null, null);
            Map<ResidencyCount, Long> calls = new HashMap<>();
            for (LocalDate day : days(from, to)) {
                for (String partition : DecisionItems.partitions(day, null)) {
                    items(search, partition, "tenant, required, guaranteed, #region, deployment")
                            .filter(item -> item.containsKey(DecisionItems.DEPLOYMENT))
                            .forEach(item -> calls.merge(place(item), 1L, Long::sum));
                }
            }
            List<ResidencyCount> counts = new ArrayList<>();
            calls.forEach((place, count) -> counts.add(new ResidencyCount(
                    place.tenant(), place.required(), place.guaranteed(), place.region(), place.deployment(), count)));
            counts.sort(Comparator.comparing(ResidencyCount::tenant)
                    .thenComparing(ResidencyCount::required)
                    .thenComparing(ResidencyCount::guaranteed)
                    .thenComparing(ResidencyCount::region)
                    .thenComparing(ResidencyCount::deployment));
            return counts;
        });
    }

    @Override
    public void expire(Instant before) {
        // each item names the moment of its own end
    }

    private record Search(
            Instant from,
            Instant to,
            @Nullable String tenant,
            @Nullable String model,
            @Nullable String result) {}

    private void write(List<WriteRequest> batch) {
        Map<String, List<WriteRequest>> left = Map.of(tables.decisions(), batch);
        for (int i = 0; i < TRIES && !left.isEmpty(); i++) {
            if (i > 0) {
                LockSupport.parkNanos(FIRST_PAUSE.multipliedBy(1L << i).toNanos());
            }
            Map<String, List<WriteRequest>> now = left;
            left = StoreCall.of(
                    "the decisions cannot be written",
                    () -> dynamo.batchWriteItem(write -> write.requestItems(now))
                            .unprocessedItems());
        }
        if (!left.isEmpty()) {
            throw new StoreException("the decisions cannot be written as fast as they come");
        }
    }

    /** The items of a partition, newest first; what is read of each can be named. */
    private Stream<Map<String, AttributeValue>> items(Search search, String partition, @Nullable String parts) {
        boolean all = search.tenant() == null;
        Map<String, String> names = new HashMap<>(Map.ofEntries(
                entry("#partition", all ? DecisionItems.SLOT : DecisionItems.OWNER), entry("#at", DecisionItems.AT)));
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":partition", AttributeValue.fromS(partition),
                ":from", AttributeValue.fromS(Moment.of(search.from())),
                ":to", AttributeValue.fromS(Moment.of(search.to().minusNanos(1))),
                ":now", Items.number(clock.instant().getEpochSecond())));
        StringBuilder filter = new StringBuilder("expires > :now");
        if (parts != null) {
            names.put("#region", DecisionItems.REGION);
        }
        if (search.model() != null) {
            filter.append(" AND model = :model");
            values.put(":model", AttributeValue.fromS(search.model()));
        }
        if (search.result() != null) {
            filter.append(" AND #result = :result");
            names.put("#result", DecisionItems.RESULT);
            values.put(":result", AttributeValue.fromS(search.result()));
        }
        QueryRequest request = QueryRequest.builder()
                .tableName(tables.decisions())
                .indexName(all ? DecisionItems.BY_TIME : DecisionItems.BY_TENANT)
                .keyConditionExpression("#partition = :partition AND #at BETWEEN :from AND :to")
                .filterExpression(filter.toString())
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .projectionExpression(parts)
                .scanIndexForward(false)
                .build();
        return dynamo.queryPaginator(request).items().stream();
    }

    /** The days between two moments that may hold something, the last one first. */
    private List<LocalDate> days(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return List.of();
        }
        Instant now = clock.instant();
        Instant oldest = now.minus(kept).minus(FORGETTING);
        Instant newest = now.plus(FORGETTING);
        LocalDate first = DecisionItems.day(from.isBefore(oldest) ? oldest : from);
        List<LocalDate> days = new ArrayList<>();
        LocalDate last = DecisionItems.day(to.isAfter(newest) ? newest : to);
        for (LocalDate day = last; !day.isBefore(first); day = day.minusDays(1)) {
            days.add(day);
        }
        return days;
    }

    private static ResidencyCount place(Map<String, AttributeValue> item) {
        return new ResidencyCount(
                Items.textOf(item, DecisionItems.TENANT),
                Items.textOf(item, DecisionItems.REQUIRED),
                Items.textOf(item, DecisionItems.GUARANTEED),
                Items.textOf(item, DecisionItems.REGION),
                Items.textOf(item, DecisionItems.DEPLOYMENT),
                0);
    }
}
