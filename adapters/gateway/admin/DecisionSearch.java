package gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.decision.DecisionQuery;
import gateway.decision.DecisionStore;
import gateway.decision.StoredDecision;
import gateway.feedback.Feedback;
import gateway.feedback.FeedbackStore;
import gateway.wire.JsonCodec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Shows what was decided about requests: one whole, or many in short, newest first. */
public final class DecisionSearch implements Stage<AdminCall, HttpReply> {
    private static final Duration USUAL_SPAN = Duration.ofHours(24);
    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1_000;

    private final DecisionStore decisions;
    private final FeedbackStore feedback;
    private final InstantSource clock;

    /** Takes the records, what was said of them, and the time from which they are searched backwards. */
    public DecisionSearch(DecisionStore decisions, FeedbackStore feedback, InstantSource clock) {
        this.decisions = decisions;
        this.feedback = feedback;
        this.clock = clock;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        String id = call.parameter("id");
        return id == null ? search(call) : show(call, id);
    }

    private HttpReply show(AdminCall call, String id) {
        AdminQuery.of(call);
        StoredDecision found = decisions.find(id);
        if (found == null) {
            throw AdminReply.notFound("record of a decision", id);
        }
        ObjectNode body = shown(found);
        body.set("record", tree(found.json()));
        Feedback said = feedback.find(List.of(found.id())).get(found.id());
        if (said != null) {
            body.putObject("feedback")
                    .put("score", said.score())
                    .put("reason", said.reason())
                    .put("key", said.key())
                    .put("at", said.at().toString());
        }
        return AdminReply.of(body);
    }

    private HttpReply search(AdminCall call) {
        AdminQuery query = AdminQuery.of(call, "id", "tenant", "model", "result", "from", "to", "limit");
        Span span = Span.of(query, clock.instant(), USUAL_SPAN);
        ObjectNode body = JsonCodec.object()
                .put("from", span.from().toString())
                .put("to", span.to().toString());
        ArrayNode all = body.putArray("decisions");
        String id = query.text("id");
        if (id != null) {
            StoredDecision found = decisions.find(id);
            if (found != null) {
                all.add(shown(found));
            }
            return AdminReply.of(body);
        }
        decisions
                .search(new DecisionQuery(
                        span.from(),
                        span.to(),
                        query.text("tenant"),
                        query.text("model"),
                        query.text("result"),
                        query.limit(USUAL_LIMIT, MOST)))
                .forEach(each -> all.add(shown(each)));
        return AdminReply.of(body);
    }

    private static ObjectNode shown(StoredDecision decision) {
        return JsonCodec.object()
                .put("id", decision.id())
                .put("at", decision.at().toString())
                .put("tenant", decision.tenant())
                .put("model", decision.model())
                .put("deployment", decision.deployment())
                .put("region", decision.region())
                .put("required", decision.required())
                .put("guaranteed", decision.guaranteed())
                .put("result", decision.result());
    }

    private static JsonNode tree(String json) {
        try {
            return JsonCodec.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            // what stands beside the record is worth showing all the same
            return NullNode.instance;
        }
    }
}
