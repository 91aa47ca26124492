package gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.control.Change;
import gateway.control.Documents;
import gateway.control.KeyRing;
import gateway.control.Kind;
import java.time.InstantSource;
import java.util.List;

/** Puts other limits in the place of those that a client's key has, without a new secret. */
public final class LimitKey implements Stage<AdminCall, HttpReply> {
    private final ControlWriter writer;
    private final InstantSource clock;

    /** Takes what writes, and the time. */
    LimitKey(ControlWriter writer, InstantSource clock) {
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery.of(call);
        ObjectNode limits = call.body();
        return writer.write(call, now -> limit(now, call.id(), limits));
    }

    private Edit limit(Documents now, String id, ObjectNode limits) {
        KeyRing ring = KeyRing.of(now, Kind.KEY);
        List<KeyRing.Secret> old = ring.secrets(id);
        if (old.isEmpty()) {
            throw AdminReply.notFound("key", id);
        }
        List<Change> changes = ring.limit(id, limits);
        ObjectNode shown = KeyView.of(
                KeyRing.of(now.with(now.revision(), changes), Kind.KEY).secrets(id), clock.instant());
        ObjectNode before = KeyView.of(old, clock.instant());
        return new Edit(changes, new Edit.Note("limit", "key/" + id, before, shown.deepCopy()), shown);
    }
}
