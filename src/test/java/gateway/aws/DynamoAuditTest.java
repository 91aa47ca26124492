package gateway.aws;

import gateway.control.AuditLog;
import gateway.control.AuditLogContract;
import org.junit.jupiter.api.AfterEach;

class DynamoAuditTest extends AuditLogContract {
    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() {
        aws.close();
    }

    @Override
    protected AuditLog open() {
        return aws.audit();
    }
}
