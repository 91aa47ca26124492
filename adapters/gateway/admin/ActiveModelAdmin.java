package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.control.Change;
import gateway.control.DocumentStore;
import gateway.control.DocumentTrees;
import gateway.control.Documents;
import gateway.control.Kind;
import gateway.wire.JsonCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows, puts and removes the list of the models that are served; without one, all are. */
public final class ActiveModelAdmin implements Stage<AdminCall, HttpReply> {
    private final DocumentStore store;
    private final ControlWriter writer;

    /** Takes what reads and what writes. */
    public ActiveModelAdmin(DocumentStore store, ControlWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery.of(call);
        return switch (call.method()) {
            case "PUT" -> put(call);
            case "DELETE" -> writer.write(call, now -> edit(now, "delete", null));
            default -> show();
        };
    }

    private HttpReply show() {
        Documents now = store.read();
        return AdminReply.of(now.revision(), shown(list(now)));
    }

    private HttpReply put(AdminCall call) {
        ObjectNode body = call.body();
        JsonNode models = body.path("models");
        if (!models.isArray() || body.size() != 1) {
            throw JsonCodec.malformed("the body has 'models', a list of the ids of models, and nothing else");
        }
        if (models.isEmpty()) {
            throw JsonCodec.malformed("'models' must name a model; to serve none, throw the kill switch global/all");
        }
        return writer.write(call, now -> edit(now, "put", models));
    }

    private static Edit edit(Documents now, String action, @Nullable JsonNode models) {
        JsonNode before = list(now);
        List<Change> changes;
        if (models != null) {
            changes = List.of(DocumentTrees.put(Kind.ROUTING, Kind.ACTIVE_MODELS, models));
        } else {
            changes = before == null ? List.of() : List.of(new Change(Kind.ROUTING, Kind.ACTIVE_MODELS, null));
        }
        return new Edit(changes, new Edit.Note(action, Kind.ACTIVE_MODELS, before, models), shown(models));
    }

    private static @Nullable JsonNode list(Documents now) {
        return DocumentTrees.tree(now.find(Kind.ROUTING, Kind.ACTIVE_MODELS));
    }

    private static ObjectNode shown(@Nullable JsonNode models) {
        return JsonCodec.object().set("models", models);
    }
}
