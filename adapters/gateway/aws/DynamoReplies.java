package gateway.aws;

import gateway.control.StoreException;
import gateway.idempotency.Claim;
import gateway.idempotency.HeaderLines;
import gateway.idempotency.KeptReply;
import gateway.idempotency.ReplyStore;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Claims and kept replies in DynamoDB. A claim is put on the condition that there is none that still holds; a reply
 * takes its place on the condition that the claim is still the attempt's own. Thread-safe.
 */
public final class DynamoReplies implements ReplyStore {
    private static final String READ = "the kept replies cannot be read";
    private static final String WRITE = "the kept replies cannot be written";

    /** The claim is still the attempt's own. */
    private static final String OWN = "#owner = :owner AND attribute_not_exists(#status)";

    private final DynamoDbClient dynamo;
    private final String table;
    private final InstantSource clock;

    /** Takes the client, the table's name, and the clock, which tells what has expired. */
    DynamoReplies(DynamoDbClient dynamo, String table, InstantSource clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public Claim claim(String key, String fingerprint, String owner, Instant until) {
        return StoreCall.of(READ, () -> {
            try {
                dynamo.putItem(put -> put.tableName(table)
                        .item(ReplyItems.claim(key, fingerprint, owner, until))
                        .conditionExpression("attribute_not_exists(#key) OR #until <= :now" + " OR (" + OWN
                                + " AND #fingerprint = :fingerprint)")
                        .expressionAttributeNames(Map.of(
                                "#key", ReplyItems.KEY,
                                "#until", ReplyItems.UNTIL,
                                "#owner", ReplyItems.OWNER,
                                "#status", ReplyItems.STATUS,
                                "#fingerprint", ReplyItems.FINGERPRINT))
                        .expressionAttributeValues(Map.of(
                                ":now", AttributeValue.fromS(Moment.of(clock.instant())),
                                ":owner", AttributeValue.fromS(owner),
                                ":fingerprint", AttributeValue.fromS(fingerprint)))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
                return new Claim.Won();
            } catch (ConditionalCheckFailedException e) {
                return held(key, fingerprint, e.hasItem() ? e.item() : Map.of());
            }
        });
    }

    @Override
    public @Nullable Claim find(String key) {
        return StoreCall.<Optional<Claim>>of(READ, () -> {
                    Map<String, AttributeValue> item = dynamo.getItem(get -> get.tableName(table)
                                    .key(ReplyItems.key(key))
                                    .consistentRead(true))
                            .item();
                    boolean gone = item.isEmpty() || !ReplyItems.until(item).isAfter(clock.instant());
                    return gone ? Optional.empty() : Optional.of(found(key, item));
                })
                .orElse(null);
    }

    @Override
    public void renew(String key, String owner, Instant until) {
        update(
                key,
                "SET #until = :until, #expires = :expires",
                Map.of("#until", ReplyItems.UNTIL, "#expires", ReplyItems.EXPIRES),
                Map.of(
                        ":until", AttributeValue.fromS(Moment.of(until)),
                        ":expires", ReplyItems.expiresClaim(until)),
                owner);
    }

    @Override
    public void keep(String key, String owner, KeptReply reply, Instant expires) {
        String content = ReplyItems.content(reply.body());
        List<Map<String, AttributeValue>> parts = ReplyItems.parts(key, content, reply.body(), expires);
        StoreCall.of(WRITE, () -> {
            parts.forEach(part -> dynamo.putItem(put -> put.tableName(table).item(part)));
            return true;
        });
        update(
                key,
                "SET #until = :until, #expires = :expires, #status = :status, #headers = :headers, #stream = :stream,"
                        + " #parts = :parts, #content = :content",
                Map.of(
                        "#until", ReplyItems.UNTIL,
                        "#expires", ReplyItems.EXPIRES,
                        "#headers", ReplyItems.HEADERS,
                        "#stream", ReplyItems.STREAM,
                        "#parts", ReplyItems.PARTS,
                        "#content", ReplyItems.CONTENT),
                Map.of(
                        ":until", AttributeValue.fromS(Moment.of(expires)),
                        ":expires", ReplyItems.expires(expires),
                        ":status", Items.number(reply.status()),
                        ":headers", AttributeValue.fromS(HeaderLines.write(reply.headers())),
                        ":stream", AttributeValue.fromS(Boolean.toString(reply.stream())),
                        ":parts", Items.number(parts.size()),
                        ":content", AttributeValue.fromS(content)),
                owner);
    }

    @Override
    public void release(String key, String owner) {
        StoreCall.of(WRITE, () -> {
            try {
                dynamo.deleteItem(delete -> delete.tableName(table)
                        .key(ReplyItems.key(key))
                        .conditionExpression(OWN)
                        .expressionAttributeNames(Map.of("#owner", ReplyItems.OWNER, "#status", ReplyItems.STATUS))
                        .expressionAttributeValues(Map.of(":owner", AttributeValue.fromS(owner))));
                return true;
            } catch (ConditionalCheckFailedException e) {
                return false;
            }
        });
    }

    @Override
    public void delete(String key) {
        StoreCall.of(WRITE, () -> {
            try {
                Map<String, AttributeValue> gone = dynamo.deleteItem(delete -> delete.tableName(table)
                                .key(ReplyItems.key(key))
                                .conditionExpression("attribute_exists(#status)")
                                .expressionAttributeNames(Map.of("#status", ReplyItems.STATUS))
                                .returnValues(ReturnValue.ALL_OLD))
                        .attributes();
                deleteParts(key, gone);
                return true;
            } catch (ConditionalCheckFailedException e) {
                return false;
            }
        });
    }

    private void deleteParts(String key, Map<String, AttributeValue> item) {
        for (int i = 0; i < Items.number(item, ReplyItems.PARTS); i++) {
            Map<String, AttributeValue> part = ReplyItems.partKey(key, Items.textOf(item, ReplyItems.CONTENT), i);
            dynamo.deleteItem(delete -> delete.tableName(table).key(part));
        }
    }

    private void update(
            String key, String change, Map<String, String> names, Map<String, AttributeValue> values, String owner) {
        Map<String, String> allNames = new HashMap<>(names);
        allNames.put("#owner", ReplyItems.OWNER);
        allNames.put("#status", ReplyItems.STATUS);
        Map<String, AttributeValue> allValues = new HashMap<>(values);
        allValues.put(":owner", AttributeValue.fromS(owner));
        StoreCall.of(WRITE, () -> {
            try {
                dynamo.updateItem(update -> update.tableName(table)
                        .key(ReplyItems.key(key))
                        .updateExpression(change)
                        .conditionExpression(OWN)
                        .expressionAttributeNames(allNames)
                        .expressionAttributeValues(allValues));
                return true;
            } catch (ConditionalCheckFailedException e) {
                return false;
            }
        });
    }

    /** What an item that is in the way means. */
    private Claim held(String key, String fingerprint, Map<String, AttributeValue> item) {
        if (item.isEmpty()) {
            throw new StoreException("the kept replies cannot be read: DynamoDB does not say what is there");
        }
        if (!Items.textOf(item, ReplyItems.FINGERPRINT).equals(fingerprint)) {
            return new Claim.Different();
        }
        return found(key, item);
    }

    private Claim found(String key, Map<String, AttributeValue> item) {
        return item.containsKey(ReplyItems.STATUS)
                ? new Claim.Done(ReplyItems.reply(item, body(key, item)))
                : new Claim.Busy(ReplyItems.until(item));
    }

    private @Nullable ByteBuffer body(String key, Map<String, AttributeValue> item) {
        long parts = Items.number(item, ReplyItems.PARTS);
        if (parts == 0) {
            return null;
        }
        String content = Items.textOf(item, ReplyItems.CONTENT);
        ByteBuffer body = ByteBuffer.allocate((int) parts * ReplyItems.PART_BYTES);
        for (int i = 0; i < parts; i++) {
            int part = i;
            AttributeValue bytes = dynamo.getItem(get -> get.tableName(table)
                            .key(ReplyItems.partKey(key, content, part))
                            .consistentRead(true))
                    .item()
                    .get(ReplyItems.BODY);
            if (bytes == null || bytes.b() == null) {
                throw new StoreException("a part of a kept reply is missing");
            }
            body.put(bytes.b().asByteBuffer());
        }
        return body.flip();
    }
}
