package gateway.aws;

import gateway.usage.UsageStore;
import gateway.usage.UsageStoreContract;
import org.junit.jupiter.api.AfterEach;

class DynamoUsageTest extends UsageStoreContract {
    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() {
        aws.close();
    }

    @Override
    protected UsageStore open() {
        return aws.usage();
    }
}
