package gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.control.AuditEntry;
import gateway.control.AuditLog;
import gateway.wire.JsonCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows who has changed what, newest first. */
public final class AuditTrail implements Stage<AdminCall, HttpReply> {
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1_000;
    /** The clock of another process may be ahead. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private final AuditLog log;
    private final InstantSource clock;

    /** Takes the log, and the time from which it is read backwards. */
    public AuditTrail(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery query = AdminQuery.of(call, "before", "limit");
        Instant before = query.instant("before", clock.instant().plus(AHEAD));
        int limit = query.limit(USUAL_LIMIT, MOST);
        List<AuditEntry> entries = log.list(before, limit);
        ObjectNode body = JsonCodec.object();
        ArrayNode all = body.putArray("entries");
        entries.forEach(entry -> all.add(shown(entry)));
        boolean more = entries.size() == limit;
        body.put("next-before", more ? entries.getLast().at().toString() : null);
        return AdminReply.of(body);
    }

    private static ObjectNode shown(AuditEntry entry) {
        ObjectNode shown = JsonCodec.object()
                .put("at", entry.at().toString())
                .put("author", entry.author())
                .put("action", entry.action())
                .put("subject", entry.subject());
        shown.set("before", tree(entry.before()));
        shown.set("after", tree(entry.after()));
        return shown;
    }

    private static JsonNode tree(@Nullable String json) {
        if (json == null) {
            return NullNode.instance;
        }
        try {
            return JsonCodec.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            // an entry that is no JSON is shown as it stands: the log is for people
            return TextNode.valueOf(json);
        }
    }
}
