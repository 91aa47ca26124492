package gateway.midstream;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.cost.CostLab;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all calls have cost, in micro-USD. A token costs one.
 *
 * @param calls each record by its id
 * @param records sums of the records, by model
 * @param report of usage, by model
 * @param ledger what is spent, by model
 * @param leased whether anything is still reserved
 */
public record Books(
        Map<String, JsonNode> calls,
        Map<String, Long> records,
        Map<String, Long> report,
        Map<String, Long> ledger,
        boolean leased) {
    static Books of(CostLab lab, int calls) {
        Map<String, JsonNode> all = new HashMap<>();
        Map<String, Long> records = new TreeMap<>();
        for (JsonNode record : lab.decisions(calls)) {
            all.put(record.path("id").asText(), record);
            records.merge(record.path("model").asText(), cost(record), Long::sum);
        }
        lab.reported(records.values().stream().mapToLong(Long::longValue).sum());
        Map<String, Long> report = lab.reportedByModel();
        lab.stop();
        return new Books(all, records, report, lab.spentByModel(), lab.isLeased());
    }

    /** The record of a call. */
    public JsonNode record(Heard heard) {
        JsonNode record = calls.get(heard.decision());
        if (record == null) {
            throw new AssertionError("no record of " + heard.decision());
        }
        return record;
    }

    /** What a call has cost by its record. */
    public static long cost(JsonNode record) {
        return record.path("cost_micro_usd").asLong();
    }

    /** What the deployments that broke off have cost by a call's record. */
    public static long lost(JsonNode record) {
        long lost = 0;
        for (JsonNode attempt : record.path("attempts")) {
            lost += cost(attempt);
        }
        return lost;
    }

    /** What the tokens of the deployment that served cost. */
    public static long served(JsonNode record) {
        return record.at("/usage/input_tokens").asLong()
                + record.at("/usage/output_tokens").asLong();
    }
}
