package gateway.aws;

import gateway.routing.SumBatch;
import gateway.routing.Sums;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Sums as items: {@value #NUMBERS} numbers of a key are a part, which is an item. A number of DynamoDB has 38 digits
 * and no exponent of its own while it is added to, so that numbers are rounded to {@value #DECIMALS} decimals, and
 * refused from 10^{@value #LARGEST_DIGITS} on.
 */
final class SumItems {
    static final String KEY = "key";
    static final String PART = "part";
    static final String SIZE = "size";
    /** How many deltas were added: the same in all parts of a key. */
    static final String DELTAS = "deltas";
    /** The same of every key of sums; notes of writers have another one. */
    static final String PREFIX = "sums#";

    /** Numbers of a part: few enough for its expression (4 KB), and many enough that few items make a key. */
    static final int NUMBERS = 60;
    /** Parts of a key: one transaction has 100 items, the first of which is the writer's note. */
    static final int PARTS = 99;

    private static final int DECIMALS = 15;
    private static final int LARGEST_DIGITS = 21;
    private static final double LARGEST = 1e21;
    private static final String WRITER = "writer#";

    private SumItems() {}

    /** Why a delta cannot be kept; null if it can. */
    static @Nullable String problem(String key, Sums delta) {
        if (delta.size() == 0 || delta.size() > NUMBERS * PARTS) {
            return "'" + key + "' has " + delta.size() + " numbers, and not 1 to " + NUMBERS * PARTS;
        }
        for (double value : delta.toArray()) {
            if (!(Math.abs(value) < LARGEST)) {
                return "'" + key + "' would have a number of 10^" + LARGEST_DIGITS + " or more added";
            }
        }
        return null;
    }

    /** Adds each part of a delta to its item, on the condition that the item is of the same size. */
    static List<Update> add(String table, String key, Sums delta) {
        List<Update> parts = new ArrayList<>();
        for (int part = 0; part * NUMBERS < delta.size(); part++) {
            StringBuilder add =
                    new StringBuilder("SET #size = :size ADD ").append(DELTAS).append(" :one");
            Map<String, AttributeValue> values =
                    new HashMap<>(Map.of(":size", Items.number(delta.size()), ":one", Items.number(1)));
            for (int i = part * NUMBERS; i < Math.min((part + 1) * NUMBERS, delta.size()); i++) {
                BigDecimal number =
                        new BigDecimal(Double.toString(delta.at(i))).setScale(DECIMALS, RoundingMode.HALF_EVEN);
                if (number.signum() != 0) {
                    String name = name(i - part * NUMBERS);
                    add.append(", ").append(name).append(" :").append(name);
                    values.put(
                            ":" + name,
                            AttributeValue.fromN(number.stripTrailingZeros().toString()));
                }
            }
            parts.add(Update.builder()
                    .tableName(table)
                    .key(key(key, part))
                    .updateExpression(add.toString())
                    .conditionExpression("attribute_not_exists(#size) OR #size = :size")
                    .expressionAttributeNames(Map.of("#size", SIZE))
                    .expressionAttributeValues(values)
                    .build());
        }
        return parts;
    }

    /**
     * Notes a writer's batch for a key, on the condition that it is a later one than the last.
     *
     * @param expires when the note may be forgotten
     */
    static Update note(String table, SumBatch batch, String key, Instant expires) {
        return Update.builder()
                .tableName(table)
                .key(Map.of(
                        KEY, AttributeValue.fromS(WRITER + batch.writer()),
                        PART, AttributeValue.fromS(key)))
                .updateExpression("SET last_batch = :batch, expires = :expires")
                .conditionExpression("attribute_not_exists(last_batch) OR last_batch < :batch")
                .expressionAttributeValues(Map.of(
                        ":batch", Items.number(batch.number()), ":expires", Items.number(expires.getEpochSecond())))
                .build();
    }

    /** The key of a part. */
    static Map<String, AttributeValue> key(String key, int part) {
        return Map.of(
                KEY, AttributeValue.fromS(PREFIX + key), PART, AttributeValue.fromS(Integer.toString(1_000 + part)));
    }

    /** The key of sums that an item is a part of. */
    static String keyOf(Map<String, AttributeValue> item) {
        return Items.textOf(item, KEY).substring(PREFIX.length());
    }

    /** Whether all parts of a key are there, and as of the same moment. */
    static boolean isWhole(List<Map<String, AttributeValue>> parts) {
        long size = Items.number(parts.getFirst(), SIZE);
        long deltas = Items.number(parts.getFirst(), DELTAS);
        return parts.size() == (size + NUMBERS - 1) / NUMBERS
                && parts.stream()
                        .allMatch(part -> Items.number(part, SIZE) == size && Items.number(part, DELTAS) == deltas);
    }

    /** The sums of which these are all parts, in order. */
    static Sums sums(List<Map<String, AttributeValue>> parts) {
        double[] values = new double[(int) Items.number(parts.getFirst(), SIZE)];
        for (int i = 0; i < values.length; i++) {
            AttributeValue value = parts.get(i / NUMBERS).get(name(i % NUMBERS));
            values[i] = value == null || value.n() == null ? 0 : Double.parseDouble(value.n());
        }
        return new Sums(values);
    }

    private static String name(int index) {
        return "n" + index;
    }
}
