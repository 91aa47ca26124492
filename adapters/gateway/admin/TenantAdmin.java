package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.control.Change;
import gateway.control.DocumentStore;
import gateway.control.DocumentTrees;
import gateway.control.Documents;
import gateway.control.KeyRing;
import gateway.control.Kind;
import gateway.wire.JsonCodec;
import java.util.ArrayList;
import java.util.List;

/** Shows, puts and removes tenants; with a tenant go its keys, so that none can be left over. */
public final class TenantAdmin implements Stage<AdminCall, HttpReply> {
    private final Entries tenants;
    private final ControlWriter writer;

    /** Takes what reads and what writes. */
    public TenantAdmin(DocumentStore store, ControlWriter writer) {
        this.tenants = new Entries(Kind.TENANT, "tenants", store, writer);
        this.writer = writer;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery.of(call);
        String id = call.parameter("id");
        if (id == null) {
            return tenants.list();
        }
        return switch (call.method()) {
            case "PUT" -> {
                ObjectNode body = call.body();
                yield tenants.put(call, id, body, body);
            }
            case "DELETE" -> writer.write(call, now -> delete(now, id));
            default -> tenants.show(id);
        };
    }

    private Edit delete(Documents now, String id) {
        JsonNode tenant = tenants.found(now, id);
        List<Change> changes = new ArrayList<>();
        List<Edit.Note> notes = new ArrayList<>();
        changes.add(DocumentTrees.remove(Kind.TENANT, id));
        notes.add(new Edit.Note("delete", tenants.subject(id), tenant, null));
        ObjectNode shown = JsonCodec.object().put("id", id);
        shown.set("tenant", tenant);
        ArrayNode revoked = shown.putArray("revoked-keys");
        KeyRing keys = KeyRing.of(now, Kind.KEY);
        keys.byId().forEach((key, secrets) -> {
            JsonNode newest = secrets.getFirst().json();
            if (newest.path("tenant").asText().equals(id)) {
                changes.addAll(keys.revoke(key));
                notes.add(new Edit.Note("revoke", "key/" + key, newest, null));
                revoked.add(key);
            }
        });
        return new Edit(changes, notes, 200, shown);
    }
}
