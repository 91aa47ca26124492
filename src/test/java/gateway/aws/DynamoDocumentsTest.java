package gateway.aws;

import gateway.control.AuditLog;
import gateway.control.DocumentStore;
import gateway.control.DocumentStoreContract;
import org.junit.jupiter.api.AfterEach;

class DynamoDocumentsTest extends DocumentStoreContract {
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
