package gateway.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.control.AuditEntry;
import gateway.control.AuditLog;
import gateway.control.AuditLogContract;
import gateway.control.StoreException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoAuditTest extends AuditLogContract {
    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
    private static final AuditEntry ENTRY = new AuditEntry(AT, "ops", "put", "kill-switch/global/all", null, "{}");

    private final AwsFixture aws = new AwsFixture();
    private final LostAnswers connection = new LostAnswers();
    private final DynamoDbClient dynamo = DynamoDbClient.builder()
            .endpointOverride(AwsLab.dynamodb())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(AwsLab.CREDENTIALS)
            .httpClient(connection)
            .build();

    @AfterEach
    void close() {
        dynamo.close();
        connection.close();
        aws.close();
    }

    @Override
    protected AuditLog open() {
        return aws.audit();
    }

    @Test
    void writesAnEntryOnceAlthoughTheAnswerIsLost() {
        AuditLog log = new DynamoAudit(dynamo, aws.tables());
        connection.lose(0, 2);

        log.append(ENTRY);

        assertThat(connection.calls()).as("the SDK has repeated it").isEqualTo(3);
        assertThat(log.list(Instant.MAX, 10)).containsExactly(ENTRY);
    }

    @Test
    void knowsItsOwnEntryBehindOthersOfTheSameMoment() {
        AuditLog log = new DynamoAudit(dynamo, aws.tables());
        log.append(ENTRY);
        // The first call meets the entry of before; the answer to the second one, which adds ours, is lost.
        connection.lose(1, 1);
        log.append(ENTRY);

        assertThat(connection.calls()).isEqualTo(3);
        assertThat(log.list(Instant.MAX, 10)).containsExactly(ENTRY, ENTRY);
    }

    @Test
    void saysSoWhenNoAnswerArrives() {
        AuditLog log = new DynamoAudit(dynamo, aws.tables());
        connection.lose(0, Integer.MAX_VALUE);

        assertThatThrownBy(() -> log.append(ENTRY))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the audit log cannot be written");
    }
}
