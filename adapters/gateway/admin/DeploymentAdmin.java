package gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.control.DocumentStore;
import gateway.control.Kind;

/** Shows, puts and removes deployments one by one, each with the model that it belongs to. */
public final class DeploymentAdmin implements Stage<AdminCall, HttpReply> {
    private final Entries deployments;

    /** Takes what reads and what writes. */
    public DeploymentAdmin(DocumentStore store, ControlWriter writer) {
        this.deployments = new Entries(Kind.DEPLOYMENT, "deployments", store, writer);
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery.of(call);
        String id = call.parameter("id");
        if (id == null) {
            return deployments.list();
        }
        return switch (call.method()) {
            case "PUT" -> {
                ObjectNode body = call.body();
                yield deployments.put(call, id, body, body);
            }
            case "DELETE" -> deployments.delete(call, id);
            default -> deployments.show(id);
        };
    }
}
