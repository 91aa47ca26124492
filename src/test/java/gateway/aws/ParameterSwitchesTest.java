package gateway.aws;

import gateway.Ticker;
import gateway.control.Change;
import gateway.control.Document;
import gateway.control.Document.Origin;
import gateway.control.DocumentStore;
import gateway.control.Kind;
import gateway.killswitch.Switch.Scope;
import gateway.killswitch.SwitchStore;
import gateway.killswitch.SwitchStoreContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class ParameterSwitchesTest extends SwitchStoreContract {
    private final AwsFixture aws = new AwsFixture();

    @AfterEach
    void close() {
        aws.close();
    }

    @Override
    protected SwitchStore open(Ticker ticker) {
        return aws.switches(ticker);
    }

    @Override
    protected long changeRegistry() {
        DocumentStore documents = aws.documents();
        Change change = new Change(Kind.MODEL, "sonnet", new Document("{}", Origin.ADMIN));
        return documents.write(documents.read().revision(), List.of(change), List.of());
    }

    @Override
    protected void damage(Scope scope, String name) {
        aws.fake.put(aws.names.of(scope, name), "{\"mode\":");
    }
}
