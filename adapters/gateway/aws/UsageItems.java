package gateway.aws;

import static java.util.Map.entry;

import gateway.model.Usage;
import gateway.usage.Amounts;
import gateway.usage.UsageBatch;
import gateway.usage.UsageKey;
import gateway.usage.UsageRow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Usage as items. A month is a partition, spread over {@value #SLOTS} slots, since one alone would take no more than
 * 1,000 writes a second; in it, items are in the order of tenant and day.
 */
final class UsageItems {
    static final String PARTITION = "partition";
    static final String ROW = "row";

    private static final int SLOTS = 4;
    private static final String SEPARATOR = "#";
    private static final String WRITER = "writer";
    private static final String DAY = "day";
    private static final String TENANT = "tenant";
    private static final String TEAM = "team";
    private static final String KEY = "key";
    private static final String MODEL = "model";

    /** What is added up, by the attributes' names. */
    private static final List<Map.Entry<String, ToLongFunction<Amounts>>> SUMS = List.of(
            entry("calls", Amounts::calls),
            entry("refusals", Amounts::refusals),
            entry("estimated", Amounts::estimated),
            entry("input_tokens", amounts -> amounts.tokens().inputTokens()),
            entry("cache_read_tokens", amounts -> amounts.tokens().cacheReadTokens()),
            entry("cache_write_tokens", amounts -> amounts.tokens().cacheWriteTokens()),
            entry("cache_write_1h_tokens", amounts -> amounts.tokens().cacheWrite1hTokens()),
            entry("output_tokens", amounts -> amounts.tokens().outputTokens()),
            entry("reasoning_tokens", amounts -> amounts.tokens().reasoningTokens()),
            entry("micro_usd", Amounts::microUsd));

    private static final String ADD = "SET "
            + List.of(DAY, TENANT, TEAM, KEY, MODEL).stream()
                    .map(name -> "#" + name + " = :" + name)
                    .collect(Collectors.joining(", "))
            + " ADD "
            + SUMS.stream().map(sum -> sum.getKey() + " :" + sum.getKey()).collect(Collectors.joining(", "));

    private static final Map<String, String> NAMES =
            List.of(DAY, TENANT, TEAM, KEY, MODEL).stream().collect(Collectors.toMap(name -> "#" + name, name -> name));

    private UsageItems() {}

    /** Adds a row to what its item holds. */
    static Update add(String table, UsageRow row) {
        UsageKey of = row.of();
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":" + DAY, AttributeValue.fromS(of.day().toString()),
                ":" + TENANT, AttributeValue.fromS(of.tenant()),
                ":" + TEAM, AttributeValue.fromS(of.team()),
                ":" + KEY, AttributeValue.fromS(of.key()),
                ":" + MODEL, AttributeValue.fromS(of.model())));
        SUMS.forEach(sum ->
                values.put(":" + sum.getKey(), Items.number(sum.getValue().applyAsLong(row.amounts()))));
        String id = owner(of.tenant(), of.day())
                + escaped(of.team())
                + SEPARATOR
                + escaped(of.key())
                + SEPARATOR
                + escaped(of.model());
        return Update.builder()
                .tableName(table)
                .key(key(partition(YearMonth.from(of.day()), Math.floorMod(id.hashCode(), SLOTS)), id))
                .updateExpression(ADD)
                .expressionAttributeNames(NAMES)
                .expressionAttributeValues(values)
                .build();
    }

    /**
     * Notes a writer's batch, on the condition that it is a later one than the last.
     *
     * @param expires when the note may be forgotten
     */
    static Update note(String table, UsageBatch batch, Instant expires) {
        return Update.builder()
                .tableName(table)
                .key(key(WRITER + SEPARATOR + batch.writer(), WRITER))
                .updateExpression("SET last_batch = :batch, expires = :expires")
                .conditionExpression("attribute_not_exists(last_batch) OR last_batch < :batch")
                .expressionAttributeValues(Map.of(
                        ":batch", Items.number(batch.number()), ":expires", Items.number(expires.getEpochSecond())))
                .build();
    }

    /** The row that an item holds. */
    static UsageRow row(Map<String, AttributeValue> item) {
        return new UsageRow(
                new UsageKey(
                        LocalDate.parse(Items.textOf(item, DAY)),
                        Items.textOf(item, TENANT),
                        Items.textOf(item, TEAM),
                        Items.textOf(item, KEY),
                        Items.textOf(item, MODEL)),
                new Amounts(
                        Items.number(item, "calls"),
                        Items.number(item, "refusals"),
                        Items.number(item, "estimated"),
                        new Usage(
                                Items.number(item, "input_tokens"),
                                Items.number(item, "cache_read_tokens"),
                                Items.number(item, "cache_write_tokens"),
                                Items.number(item, "cache_write_1h_tokens"),
                                Items.number(item, "output_tokens"),
                                Items.number(item, "reasoning_tokens")),
                        Items.number(item, "micro_usd")));
    }

    /** The partitions of all months between two days, the second one not included. */
    static List<String> partitions(LocalDate from, LocalDate to) {
        List<String> partitions = new ArrayList<>();
        YearMonth last = YearMonth.from(to.minusDays(1));
        for (YearMonth month = YearMonth.from(from); !month.isAfter(last); month = month.plusMonths(1)) {
            for (int i = 0; i < SLOTS; i++) {
                partitions.add(partition(month, i));
            }
        }
        return partitions;
    }

    /** What the sort keys of a tenant's day begin with. */
    static String owner(String tenant, LocalDate day) {
        return escaped(tenant) + SEPARATOR + day + SEPARATOR;
    }

    private static String partition(YearMonth month, int slot) {
        return month + SEPARATOR + slot;
    }

    private static Map<String, AttributeValue> key(String partition, String row) {
        return Map.of(PARTITION, AttributeValue.fromS(partition), ROW, AttributeValue.fromS(row));
    }

    /** Without what stands between the parts of a key. */
    private static String escaped(String part) {
        return part.replace("%", "%25").replace(SEPARATOR, "%23");
    }
}
