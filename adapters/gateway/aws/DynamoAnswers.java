package gateway.aws;

import gateway.cache.SharedAnswers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Kept answers in DynamoDB, one item each, which expires with its answer. Thread-safe. */
public final class DynamoAnswers implements SharedAnswers {
    /** An item takes 400 KB with the names and values of all its attributes. */
    private static final int MOST_BYTES = 390_000;

    private static final String READ = "kept answers cannot be read";
    private static final String WRITE = "kept answers cannot be written";

    private final DynamoDbClient dynamo;
    private final String table;
    private final InstantSource clock;

    /** Takes the client, the table's name, and the clock, which tells what has expired. */
    DynamoAnswers(DynamoDbClient dynamo, String table, InstantSource clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public byte @Nullable [] find(String key) {
        return StoreCall.<Optional<byte[]>>of(READ, () -> {
                    Map<String, AttributeValue> item = dynamo.getItem(
                                    get -> get.tableName(table).key(ReplyItems.key(key)))
                            .item();
                    AttributeValue body = item.get(ReplyItems.BODY);
                    // the service deletes what has expired when it finds the time
                    if (body == null
                            || body.b() == null
                            || !Instant.ofEpochSecond(Items.number(item, ReplyItems.EXPIRES))
                                    .isAfter(clock.instant())) {
                        return Optional.empty();
                    }
                    return Optional.of(body.b().asByteArray());
                })
                .orElse(null);
    }

    @Override
    public void put(String key, byte[] answer, Instant until) {
        Map<String, AttributeValue> item = Map.of(
                ReplyItems.KEY, AttributeValue.fromS(key),
                ReplyItems.BODY, AttributeValue.fromB(SdkBytes.fromByteArray(answer)),
                ReplyItems.EXPIRES, ReplyItems.expires(until));
        StoreCall.of(WRITE, () -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    @Override
    public int maxBytes() {
        return MOST_BYTES;
    }
}
