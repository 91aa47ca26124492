package gateway.aws;

import gateway.Stage;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;

/** Begins to read the registry with the list of active models, whatever the message holds. */
public final class StartRegistry implements Stage<Object, GetParametersRequest> {
    private final DynamoDocuments documents;

    StartRegistry(DynamoDocuments documents) {
        this.documents = documents;
    }

    @Override
    public GetParametersRequest apply(Object body) {
        return documents.activeModelsRequest();
    }
}
