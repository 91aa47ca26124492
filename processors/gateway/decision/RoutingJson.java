package gateway.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.decision.CallFacts.Ranking;
import gateway.decision.CallFacts.Served;
import gateway.model.Context;
import gateway.model.Routing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Writes down how a learning router came to its choice, and reads what it saw. Numbers have six significant digits,
 * propensities all that they have, as off-policy estimates divide by them. Thread-safe.
 */
public final class RoutingJson {
    private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RoutingJson() {}

    /** What a router decided, and whether another model than its first choice served. */
    static ObjectNode write(Ranking ranking, @Nullable Served served) {
        Routing routing = ranking.routing();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("objective", routing.objective())
                .put("cost_weight", rounded(routing.costWeight()))
                .put("latency_weight", rounded(routing.latencyWeight()))
                .put("explored", routing.explored())
                .put("shadow", routing.shadow());
        if (served != null) {
            json.put(
                    "fallback",
                    !served.deployment()
                            .model()
                            .equals(ranking.ranked().getFirst().model()));
        }
        json.put("feature_version", routing.context().version());
        ArrayNode features = json.putArray("features");
        for (double value : routing.context().toArray()) {
            features.add(rounded(value));
        }
        ArrayNode candidates = json.putArray("candidates");
        for (Routing.Candidate each : routing.candidates()) {
            candidates
                    .addObject()
                    .put("model", each.model())
                    .put("deployment", each.deployment())
                    .put("quality", rounded(each.quality()))
                    .put("usd", rounded(each.usd()))
                    .put("seconds", rounded(each.seconds()))
                    .put("utility", rounded(each.utility()))
                    .put("propensity", each.propensity());
        }
        return json;
    }

    /**
     * What a router saw of a request.
     *
     * @param record its record's JSON
     * @return {@link Context#NONE} where no router looked at it, or the record cannot be read
     */
    public static Context context(String record) {
        try {
            JsonNode routing = MAPPER.readTree(record).path("routing");
            JsonNode features = routing.path("features");
            double[] values = new double[features.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = features.get(i).asDouble();
            }
            return values.length == 0
                    ? Context.NONE
                    : new Context(routing.path("feature_version").asText(), values);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Context.NONE;
        }
    }

    /** Six significant digits; 0 for what is no number, which JSON has no word for. */
    private static double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value, SIX_DIGITS).doubleValue() : 0;
    }
}
