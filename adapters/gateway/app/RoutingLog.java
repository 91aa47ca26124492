package gateway.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Context;
import gateway.model.Routing.Candidate;
import gateway.routing.evaluation.Logged;
import gateway.wire.JsonCodec;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a running gateway's router has decided, page by page. */
final class RoutingLog {
    private static final String PATH = "/admin/v1/routing/decisions?format=csv&limit=10000";
    private static final double MICRO = 1e-6;
    private static final double MILLI = 1e-3;

    private final AdminClient client;

    RoutingLog(AdminClient client) {
        this.client = client;
    }

    /**
     * All decisions of a span, oldest first.
     *
     * @param tenant null for all
     * @throws AdminClient.FailedException if the gateway cannot be reached, refuses, or answers what is no such log
     */
    List<Logged> read(String from, String to, @Nullable String tenant) {
        List<Logged> decisions = new ArrayList<>();
        String before = to;
        while (before != null) {
            AdminClient.Page page = client.page(PATH + "&from=" + encoded(from) + "&to=" + encoded(before)
                    + (tenant == null ? "" : "&tenant=" + encoded(tenant)));
            CsvRows.of(page.text()).forEach(row -> decisions.add(logged(row)));
            if (before.equals(page.next())) {
                throw new AdminClient.FailedException("the gateway hands out the same page again and again");
            }
            before = page.next();
        }
        Collections.reverse(decisions);
        return decisions;
    }

    private static Logged logged(Map<String, String> row) {
        try {
            List<Candidate> candidates = new ArrayList<>();
            String text = cell(row, "candidates");
            for (JsonNode each : JsonCodec.MAPPER.readTree(text.isEmpty() ? "[]" : text)) {
                candidates.add(new Candidate(
                        each.path("model").asText(),
                        each.path("deployment").asText(),
                        each.path("quality").asDouble(),
                        each.path("usd").asDouble(),
                        each.path("seconds").asDouble(),
                        each.path("utility").asDouble(),
                        each.path("propensity").asDouble()));
            }
            Double usd = number(row, "cost-micro-usd", MICRO);
            Double first = number(row, "first-byte-ms", MILLI);
            return new Logged(
                    weight(row, "cost-weight"),
                    weight(row, "latency-weight"),
                    context(row),
                    candidates,
                    cell(row, "served"),
                    Boolean.parseBoolean(cell(row, "explored")),
                    Boolean.parseBoolean(cell(row, "shadow")),
                    Boolean.parseBoolean(cell(row, "fallback")),
                    number(row, "reward", 1),
                    usd,
                    first == null ? number(row, "total-ms", MILLI) : first);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new AdminClient.FailedException("what answers hands out a row that is no decision of a router: is it"
                    + " a gateway of this version?");
        }
    }

    private static Context context(Map<String, String> row) {
        List<Double> features = new ArrayList<>();
        for (int i = 0; !cell(row, "f" + i).isEmpty(); i++) {
            features.add(Double.parseDouble(cell(row, "f" + i)));
        }
        return new Context(
                cell(row, "feature-version"),
                features.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double weight(Map<String, String> row, String column) {
        Double weight = number(row, column, 1);
        return weight == null ? 0 : weight;
    }

    private static @Nullable Double number(Map<String, String> row, String column, double unit) {
        String cell = cell(row, column);
        return cell.isEmpty() ? null : Double.parseDouble(cell) * unit;
    }

    private static String cell(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
