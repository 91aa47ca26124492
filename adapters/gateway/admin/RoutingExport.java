package gateway.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.Stage;
import gateway.api.HttpReply;
import gateway.decision.DecisionQuery;
import gateway.decision.DecisionStore;
import gateway.decision.StoredDecision;
import gateway.feedback.Feedback;
import gateway.feedback.FeedbackStore;
import gateway.wire.JsonCodec;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands out what a learning router decided, or would have decided, as CSV: a row a decision, newest first, with its
 * features, its candidates, what became of it, and what was said of the answer. A page ends after so many rows, or
 * after {@value #MOST_READ} records; the header {@code x-serai-next} then says from where to go on.
 */
public final class RoutingExport implements Stage<AdminCall, HttpReply> {
    private static final Duration USUAL_SPAN = Duration.ofDays(7);
    private static final int USUAL_ROWS = 1_000;
    private static final int MOST_ROWS = 10_000;
    private static final int MOST_READ = 20_000;
    private static final int READ_AT_ONCE = 1_000;

    /** Has all columns, and nothing in them. */
    private static final StoredDecision NO_RECORD =
            new StoredDecision("", Instant.EPOCH, "", "", null, null, "", null, "", "");

    private final DecisionStore decisions;
    private final FeedbackStore feedback;
    private final InstantSource clock;

    /** Takes the records, what was said of them, and the time from which they are searched backwards. */
    public RoutingExport(DecisionStore decisions, FeedbackStore feedback, InstantSource clock) {
        this.decisions = decisions;
        this.feedback = feedback;
        this.clock = clock;
    }

    /**
     * A page of rows.
     *
     * @param rows newest first
     * @param next before which moment the next page begins; null = there is none
     */
    private record Page(List<Row> rows, @Nullable Instant next) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Page[" + rows.size() + "]";
        }
    }

    /**
     * A record in which a learning router had a say.
     *
     * @param stored the record
     * @param json all of it
     */
    private record Row(StoredDecision stored, JsonNode json) {
        /** Shows no content. */
        @Override
        public String toString() {
            return stored.toString();
        }
    }

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery query = AdminQuery.of(call, "from", "to", "tenant", "limit", "format");
        String format = query.text("format");
        if (format != null && !format.equals("csv")) {
            throw JsonCodec.malformed("'format' must be csv");
        }
        Span span = Span.of(query, clock.instant(), USUAL_SPAN);
        Page page = page(span, query.text("tenant"), query.limit(USUAL_ROWS, MOST_ROWS));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "text/csv; charset=utf-8; header=present");
        headers.put("cache-control", "no-store");
        if (page.next() != null) {
            headers.put("x-serai-next", page.next().toString());
        }
        byte[] body = csv(page.rows()).getBytes(StandardCharsets.UTF_8);
        return new HttpReply(200, headers, new HttpReply.Payload.Bytes(Buffer.buffer(body)));
    }

    /** Pages end between two moments, so that no record is left out or comes twice. */
    private Page page(Span span, @Nullable String tenant, int limit) {
        List<Row> rows = new ArrayList<>();
        Instant to = span.to();
        int read = 0;
        while (read < MOST_READ) {
            List<StoredDecision> found =
                    decisions.search(new DecisionQuery(span.from(), to, tenant, null, null, READ_AT_ONCE));
            boolean more = found.size() == READ_AT_ONCE;
            Instant last = more ? found.getLast().at() : span.from();
            boolean oneMoment = more && found.getFirst().at().equals(last);
            for (StoredDecision each : found) {
                if (more && !oneMoment && each.at().equals(last)) {
                    break;
                }
                if (rows.size() >= limit && !each.at().equals(to)) {
                    return new Page(rows, to);
                }
                to = each.at();
                JsonNode json = routed(each);
                if (json != null) {
                    rows.add(new Row(each, json));
                }
            }
            if (!more) {
                return new Page(rows, null);
            }
            to = oneMoment ? last : last.plusNanos(1);
            read += found.size();
        }
        return new Page(rows, to);
    }

    /** The whole record; null if no learning router had a say in it. */
    private static @Nullable JsonNode routed(StoredDecision stored) {
        if (!stored.json().contains("\"routing\"")) {
            return null;
        }
        try {
            JsonNode json = JsonCodec.MAPPER.readTree(stored.json());
            return json.path("routing").isObject() ? json : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private String csv(List<Row> rows) {
        Map<String, Feedback> said =
                feedback.find(rows.stream().map(row -> row.stored().id()).toList());
        int features = 0;
        for (Row row : rows) {
            features = Math.max(features, row.json().at("/routing/features").size());
        }
        List<String> columns =
                new ArrayList<>(cells(NO_RECORD, JsonCodec.object(), null).keySet());
        for (int i = 0; i < features; i++) {
            columns.add("f" + i);
        }
        CsvTable table = new CsvTable(columns);
        for (Row row : rows) {
            List<String> numbers = new ArrayList<>();
            for (int i = 0; i < features; i++) {
                JsonNode feature = row.json().at("/routing/features/" + i);
                numbers.add(feature.isNumber() ? feature.asText() : "");
            }
            Map<String, String> cells =
                    cells(row.stored(), row.json(), said.get(row.stored().id()));
            table.add(List.copyOf(cells.values()), numbers);
        }
        return table.text();
    }

    private static Map<String, String> cells(StoredDecision stored, JsonNode json, @Nullable Feedback said) {
        JsonNode routing = json.path("routing");
        JsonNode candidates = routing.path("candidates");
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("id", stored.id());
        cells.put("at", stored.at().toString());
        cells.put("tenant", stored.tenant());
        cells.put("asked", json.path("model").asText());
        cells.put("policy", json.path("policy").asText());
        cells.put("objective", routing.path("objective").asText());
        cells.put("cost-weight", routing.path("cost_weight").asText());
        cells.put("latency-weight", routing.path("latency_weight").asText());
        cells.put("feature-version", routing.path("feature_version").asText());
        cells.put("chosen", candidates.path(0).path("model").asText());
        cells.put("propensity", candidates.path(0).path("propensity").asText());
        cells.put("explored", routing.path("explored").asText());
        cells.put("shadow", routing.path("shadow").asText());
        cells.put("candidates", candidates.isMissingNode() ? "" : candidates.toString());
        cells.put("served", stored.deployment() == null ? "" : stored.model());
        cells.put("deployment", stored.deployment() == null ? "" : stored.deployment());
        cells.put("fallback", routing.path("fallback").asText());
        cells.put("result", stored.result());
        cells.put("cost-micro-usd", json.path("cost_micro_usd").asText());
        cells.put("first-byte-ms", json.path("first_byte_ms").asText());
        cells.put("total-ms", json.path("total_ms").asText());
        cells.put("signal", json.path("signal").asText());
        cells.put("reward", said == null ? "" : Double.toString(said.score()));
        cells.put("reward-at", said == null ? "" : said.at().toString());
        cells.put("reward-reason", said == null || said.reason() == null ? "" : said.reason());
        return cells;
    }
}
