package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.cache.SharedAnswers;
import gateway.cache.SharedAnswersContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DynamoAnswersTest extends SharedAnswersContract {
    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() {
        aws.close();
    }

    @Override
    protected SharedAnswers open() {
        return new DynamoAnswers(aws.clients.dynamo(), aws.tables().cache(), this::now);
    }

    @Test
    void hasEveryItemExpire() {
        open().put("key", new byte[] {1}, NOW.plus(Duration.ofHours(1)));

        assertThat(aws.clients
                        .dynamo()
                        .scan(scan -> scan.tableName(aws.tables().cache()))
                        .items())
                .singleElement()
                .satisfies(item -> assertThat(Items.number(item, ReplyItems.EXPIRES))
                        .isEqualTo(NOW.plus(Duration.ofHours(1)).getEpochSecond() + 60));
    }
}
