package gateway.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.killswitch.Switch;
import gateway.killswitch.Switches;
import gateway.model.Deployment;
import gateway.model.Registry;
import gateway.model.Residency;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tables of a snapshot. */
final class LiveTables {
    private LiveTables() {}

    /** Counts by one label, most first. */
    static void counts(ObjectNode body, String name, String label, String kind, Figures all, Figures minute) {
        ArrayNode rows = body.putArray(name);
        Map<String, Double> counts = new TreeMap<>();
        all.each(kind, counts::put);
        counts.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> each) -> -each.getValue())
                        .thenComparing(Map.Entry::getKey))
                .forEach(each -> rows.addObject()
                        .put(label, each.getKey())
                        .put("total", each.getValue())
                        .put("minute", minute.count(kind + "|" + each.getKey())));
    }

    /** What guardrails found: kinds and counts. */
    static void guards(ObjectNode body, Figures all) {
        ArrayNode rows = body.putArray("guards");
        all.each(
                "finding",
                (labels, count) -> rows.addObject()
                        .put("finding", label(labels, 0))
                        .put("action", "found")
                        .put("direction", label(labels, 1))
                        .put("total", count));
        all.each(
                "pii",
                (labels, count) -> rows.addObject()
                        .put("finding", label(labels, 0))
                        .put("action", label(labels, 1))
                        .put("direction", label(labels, 2))
                        .put("total", count));
    }

    /** Every deployment of now, with its breaker and what became of its turns. */
    static void deployments(
            ObjectNode body, Registry registry, Switches switches, Figures all, Figures minute, Instant now) {
        ArrayNode rows = body.putArray("deployments");
        for (Deployment each : new TreeMap<>(registry.deployments()).values()) {
            Switch off = switches.against(each, now);
            Buckets took = minute.times().get("latency|" + each.id());
            rows.addObject()
                    .put("deployment", each.id())
                    .put("model", each.model())
                    .put("provider", each.provider())
                    .put("region", each.region())
                    .put("residency", word(each.residency()))
                    .put("breaker", breaker(all.states().get("breaker|" + each.id())))
                    .put("switched-off", off == null ? null : off.path())
                    .put("calls", all.count("calls|" + each.id()))
                    .put("calls-minute", minute.count("calls|" + each.id()))
                    .put("answered-minute", minute.count("turns|" + each.id() + "|answered"))
                    .put("failed-minute", failed(minute, each.id()))
                    .put("failed", failed(all, each.id()))
                    .put("p50-ms", took == null ? null : took.quantile(0.5))
                    .put("usd", all.count("usd|" + each.id()));
        }
    }

    /** What the learning router did, by model. */
    static void bandit(ObjectNode node, Figures all) {
        node.put("decisions", all.sum("decisions"))
                .put("explored", all.sum("explored"))
                .put("spend-usd", all.sum("chosen-usd") + all.sum("explored-usd"))
                .put("exploration-usd", all.sum("explored-usd"))
                .put("regret", all.sum("regret"))
                .put("expected-usd", all.count("expected-usd|chosen"))
                .put("best-quality-usd", all.count("expected-usd|best-quality"))
                .put("drifts", all.sum("drifts"))
                .put("feedback", all.count("feedback|accepted"));
        ArrayNode rows = node.putArray("models");
        double decisions = all.sum("decisions");
        all.each("decisions", (model, count) -> {
            double rewards = all.count("rewards|" + model);
            rows.addObject()
                    .put("model", model)
                    .put("decisions", count)
                    .put("share", decisions > 0 ? count / decisions : 0)
                    .put("explored", all.count("explored|" + model))
                    .put("shadow", all.count("shadow|" + model))
                    .put("spend-usd", all.count("chosen-usd|" + model) + all.count("explored-usd|" + model))
                    .put("exploration-usd", all.count("explored-usd|" + model))
                    .put("regret", all.count("regret|" + model))
                    .put("rewards", rewards)
                    .put("reward", rewards > 0 ? all.count("reward|" + model) / rewards : null);
        });
    }

    /** Adds to a number that may not be there yet. */
    static void add(ObjectNode node, String name, double more) {
        node.put(name, node.path(name).asDouble(0) + more);
    }

    static String word(Residency residency) {
        return residency.name().toLowerCase(Locale.ROOT);
    }

    private static double failed(Figures figures, String deployment) {
        double[] failed = {0};
        figures.each("turns|" + deployment, (result, count) -> failed[0] += result.equals("answered") ? 0 : count);
        return failed[0];
    }

    private static String breaker(@Nullable Double state) {
        if (state == null) {
            return "unknown";
        }
        return state >= 2 ? "open" : state >= 1 ? "half-open" : "closed";
    }

    private static String label(String labels, int index) {
        String[] parts = labels.split("\\|", -1);
        return index < parts.length ? parts[index] : "";
    }
}
