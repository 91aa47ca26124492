package gateway.aws;

import gateway.quota.Ledger;
import gateway.quota.LedgerLeaseContract;
import org.junit.jupiter.api.AfterEach;

class DynamoLedgerLeaseTest extends LedgerLeaseContract {
    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() {
        aws.close();
    }

    @Override
    protected Ledger open() {
        return aws.ledger(aws.clients.dynamo());
    }
}
