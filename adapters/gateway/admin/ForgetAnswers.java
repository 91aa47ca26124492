package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.control.DocumentTrees;
import gateway.control.Documents;
import gateway.control.Kind;
import gateway.wire.JsonCodec;
import java.time.InstantSource;
import java.util.List;

/**
 * Lets a tenant's kept answers be forgotten, in every process: its rules say from now on that nothing counts that was
 * asked before. So it is written down like every other change, and reaches replicas as these do.
 */
public final class ForgetAnswers implements Stage<AdminCall, HttpReply> {
    private static final String CACHE = "cache";
    private static final String NOT_BEFORE = "not-before";

    private final ControlWriter writer;
    private final InstantSource clock;

    /** Takes what writes, and the time. */
    ForgetAnswers(ControlWriter writer, InstantSource clock) {
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery.of(call);
        return writer.write(call, now -> forget(now, call.id()));
    }

    private Edit forget(Documents now, String id) {
        JsonNode before = DocumentTrees.tree(now.find(Kind.TENANT, id));
        if (before == null) {
            throw AdminReply.notFound(Kind.TENANT.word(), id);
        }
        ObjectNode after = before.deepCopy();
        if (!(after.path(CACHE) instanceof ObjectNode cache)) {
            throw JsonCodec.malformed("no answers are kept for the tenant " + id + ": it has no section 'cache'");
        }
        cache.put(NOT_BEFORE, clock.instant().toString());
        return new Edit(
                List.of(DocumentTrees.put(Kind.TENANT, id, after)),
                new Edit.Note("forget-answers", Kind.TENANT.word() + "/" + id, before, after),
                after.deepCopy());
    }
}
