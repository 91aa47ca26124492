package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.control.DocumentStore;
import gateway.control.Kind;
import gateway.wire.JsonCodec;

/** Shows, puts and removes other names of models. */
public final class AliasAdmin implements Stage<AdminCall, HttpReply> {
    private final Entries aliases;

    /** Takes what reads and what writes. */
    public AliasAdmin(DocumentStore store, ControlWriter writer) {
        this.aliases = new Entries(Kind.ALIAS, "aliases", store, writer);
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery.of(call);
        String name = call.parameter("name");
        if (name == null) {
            return aliases.list();
        }
        return call.method().equals("PUT") ? put(call, name) : aliases.delete(call, name);
    }

    private HttpReply put(AdminCall call, String name) {
        ObjectNode body = call.body();
        JsonNode model = body.path("model");
        if (!model.isTextual() || body.size() != 1) {
            throw JsonCodec.malformed("an alias has 'model', the id of a model, and nothing else");
        }
        return aliases.put(call, name, model, body);
    }
}
