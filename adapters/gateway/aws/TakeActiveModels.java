package gateway.aws;

import gateway.Stage;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;

/** Goes on with the tables, once the list of active models is there. */
public final class TakeActiveModels implements Stage<GetParametersResponse, RegistryReading> {
    private final DynamoDocuments documents;

    TakeActiveModels(DynamoDocuments documents) {
        this.documents = documents;
    }

    @Override
    public RegistryReading apply(GetParametersResponse response) {
        return documents.begin(response);
    }
}
