package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.feedback.Feedback;
import gateway.feedback.FeedbackStore;
import gateway.feedback.FeedbackStoreContract;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DynamoFeedbackTest extends FeedbackStoreContract {
    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() {
        aws.close();
    }

    @Override
    protected FeedbackStore open() {
        return aws.feedback();
    }

    @Test
    void expiresWithTheRecordThatItIsAbout() {
        Instant decided = Instant.parse("2026-11-24T12:00:00Z");

        open().add(new Feedback("one", decided, "demo", "k", "sonnet", 1, null, decided.plusSeconds(60)));

        long expires = Items.number(
                aws.clients
                        .dynamo()
                        .getItem(get -> get.tableName(aws.tables().feedback()).key(FeedbackItems.key("one")))
                        .item(),
                "expires");
        assertThat(Instant.ofEpochSecond(expires)).isEqualTo(decided.plus(Duration.ofDays(30)));
    }
}
