package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.control.DocumentStore;
import gateway.control.DocumentTrees;
import gateway.control.Documents;
import gateway.wire.JsonCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows, puts and removes models, each whole with its deployments. */
public final class ModelAdmin implements Stage<AdminCall, HttpReply> {
    private static final String DEPLOYMENTS = "deployments";

    private final DocumentStore store;
    private final ControlWriter writer;

    /** Takes what reads and what writes. */
    public ModelAdmin(DocumentStore store, ControlWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery.of(call);
        String id = call.parameter("id");
        if (id == null) {
            return list();
        }
        return switch (call.method()) {
            case "PUT" -> put(call, Ids.checked("model", id));
            case "DELETE" -> writer.write(call, now -> delete(now, id));
            default -> show(id);
        };
    }

    private HttpReply list() {
        Documents now = store.read();
        ObjectNode body = JsonCodec.object().put("revision", now.revision());
        body.putObject("models").setAll(DocumentTrees.models(now));
        return AdminReply.of(now.revision(), body);
    }

    private HttpReply show(String id) {
        Documents now = store.read();
        return AdminReply.of(now.revision(), found(now, id));
    }

    private HttpReply put(AdminCall call, String id) {
        ObjectNode body = call.body();
        if (!(body.get(DEPLOYMENTS) instanceof ObjectNode deployments)) {
            throw JsonCodec.malformed("'deployments' must hold the model's deployments by their ids");
        }
        return writer.write(call, now -> {
            for (Map.Entry<String, JsonNode> entry : deployments.properties()) {
                check(now, id, entry.getKey(), entry.getValue());
            }
            Edit.Note note = new Edit.Note("put", "model/" + id, find(now, id), body);
            return new Edit(DocumentTrees.replaceModel(now, id, body), note, body.deepCopy());
        });
    }

    private static Edit delete(Documents now, String id) {
        ObjectNode model = found(now, id);
        return new Edit(DocumentTrees.removeModel(now, id), new Edit.Note("delete", "model/" + id, model, null), model);
    }

    private static void check(Documents now, String model, String id, JsonNode deployment) {
        Ids.checked("deployment", id);
        if (!deployment.isObject() || deployment.has("model")) {
            throw JsonCodec.malformed("deployments." + id
                    + " must be a section with keys of its own, without 'model', which the path names");
        }
        String owner = DocumentTrees.owner(now, id);
        if (owner != null && !owner.equals(model)) {
            throw JsonCodec.malformed("deployments." + id + " belongs to the model " + owner
                    + ": choose another id, or move it with PUT /admin/v1/deployments/" + id);
        }
    }

    private static ObjectNode found(Documents now, String id) {
        ObjectNode model = find(now, id);
        if (model == null) {
            throw AdminReply.notFound("model", id);
        }
        return model;
    }

    private static @Nullable ObjectNode find(Documents now, String id) {
        return DocumentTrees.models(now).get(id);
    }
}
