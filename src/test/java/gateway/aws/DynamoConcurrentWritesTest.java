package gateway.aws;

import gateway.control.AuditLog;
import gateway.control.ConcurrentWritesContract;
import gateway.control.DocumentStore;
import org.junit.jupiter.api.AfterEach;

class DynamoConcurrentWritesTest extends ConcurrentWritesContract {
    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() {
        aws.close();
    }

    @Override
    protected DocumentStore open() {
        return aws.documents();
    }

    @Override
    protected AuditLog audit() {
        return aws.audit();
    }
}
