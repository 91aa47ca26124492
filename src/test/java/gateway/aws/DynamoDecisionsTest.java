package gateway.aws;

import gateway.decision.DecisionStore;
import gateway.decision.DecisionStoreContract;
import org.junit.jupiter.api.AfterEach;

class DynamoDecisionsTest extends DecisionStoreContract {
    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() {
        aws.close();
    }

    @Override
    protected DecisionStore open() {
        return aws.decisions();
    }
}
