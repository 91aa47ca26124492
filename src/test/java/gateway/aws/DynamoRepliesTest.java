package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.idempotency.KeptReply;
import gateway.idempotency.ReplyStore;
import gateway.idempotency.ReplyStoreContract;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoRepliesTest extends ReplyStoreContract {
    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() {
        aws.close();
    }

    @Override
    protected ReplyStore open() {
        return new DynamoReplies(aws.clients.dynamo(), aws.tables().idempotency(), clock);
    }

    @Test
    void hasEveryItemExpire() {
        open().claim("claimed", "f", "one", in(Duration.ofSeconds(30)));
        open().claim("kept", "f", "one", in(Duration.ofSeconds(30)));
        open().keep(
                        "kept",
                        "one",
                        new KeptReply(200, Map.of(), ByteBuffer.allocate(800_000), false),
                        in(Duration.ofDays(1)));

        List<Map<String, AttributeValue>> items = aws.clients
                .dynamo()
                .scan(scan -> scan.tableName(aws.tables().idempotency()))
                .items();

        assertThat(items).hasSize(5).allSatisfy(item -> {
            boolean claim = "claimed".equals(Items.textOf(item, "key"));
            assertThat(Items.number(item, "expires"))
                    .isEqualTo(in(claim ? Duration.ofSeconds(30).plus(ReplyStore.GRACE) : Duration.ofDays(1))
                                    .getEpochSecond()
                            + 60);
        });
    }
}
