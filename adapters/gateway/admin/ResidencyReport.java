package gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.decision.DecisionStore;
import gateway.decision.ResidencyCount;
import gateway.wire.JsonCodec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Counts served calls by tenant, residency and region, as JSON or as a table for people. */
public final class ResidencyReport implements Stage<AdminCall, HttpReply> {
    private static final Duration USUAL_SPAN = Duration.ofDays(30);
    private static final String EU = "eu";

    private final DecisionStore decisions;
    private final InstantSource clock;

    /** Takes the records, and the time at which the usual span ends. */
    public ResidencyReport(DecisionStore decisions, InstantSource clock) {
        this.decisions = decisions;
        this.clock = clock;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        Span span = Span.of(AdminQuery.of(call, "from", "to"), clock.instant(), USUAL_SPAN);
        List<ResidencyCount> counts = decisions.residency(span.from(), span.to());
        String accept = call.http().management().accept();
        return accept != null && accept.startsWith("text/plain")
                ? HttpReply.text(200, "text/plain; charset=utf-8", table(span, counts))
                : AdminReply.of(json(span, counts));
    }

    private static ObjectNode json(Span span, List<ResidencyCount> counts) {
        ObjectNode body = JsonCodec.object()
                .put("from", span.from().toString())
                .put("to", span.to().toString())
                .put("calls", calls(counts))
                .put("eu-required", calls(bound(counts)))
                .put("eu-required-served-elsewhere", calls(astray(counts)));
        ArrayNode rows = body.putArray("rows");
        counts.forEach(row -> rows.addObject()
                .put("tenant", row.tenant())
                .put("required", row.required())
                .put("guaranteed", row.guaranteed())
                .put("region", row.region())
                .put("deployment", row.deployment())
                .put("calls", row.calls()));
        return body;
    }

    private static String table(Span span, List<ResidencyCount> counts) {
        TextTable table = new TextTable("tenant", "required", "guaranteed", "region", "deployment", "calls");
        counts.forEach(row -> table.add(
                row.tenant(),
                row.required(),
                row.guaranteed(),
                row.region(),
                row.deployment(),
                Long.toString(row.calls())));
        return "Served calls from " + span.from() + " to " + span.to() + "\n\n" + table.text() + "\n"
                + calls(counts) + " calls; " + calls(bound(counts)) + " had to stay in the EU, of which "
                + calls(astray(counts)) + " were served elsewhere\n";
    }

    private static List<ResidencyCount> bound(List<ResidencyCount> counts) {
        return counts.stream().filter(row -> row.required().equals(EU)).toList();
    }

    private static List<ResidencyCount> astray(List<ResidencyCount> counts) {
        return bound(counts).stream()
                .filter(row -> !row.guaranteed().equals(EU))
                .toList();
    }

    private static long calls(List<ResidencyCount> counts) {
        return counts.stream().mapToLong(ResidencyCount::calls).sum();
    }
}
