package gateway.settings;

import gateway.model.RoutingRules;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What must hold of a tenant's cache. */
final class CacheChecks {
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final double LEAST_LIKE = 0.5;

    private final Problems problems;
    private final Set<String> names = new TreeSet<>();
    private final Set<String> embedders = new TreeSet<>();

    /** Takes what can be asked for. */
    CacheChecks(Problems problems, Settings settings) {
        this.problems = problems;
        settings.models().forEach((id, model) -> {
            if (model.embedding() != null) {
                embedders.add(id);
            }
        });
        names.addAll(settings.models().keySet());
        names.addAll(settings.aliases().keySet());
        names.add("auto");
        RoutingRules.OBJECTIVES.forEach(objective -> names.add("auto:" + objective));
    }

    void check(String path, @Nullable TenantCache cache) {
        if (cache == null) {
            return;
        }
        cache.models().forEach((name, rule) -> {
            String place = path + ".models." + name;
            String nearest = Names.nearest(name, names);
            problems.check(
                    names.contains(name) || !problems.sound("gateway.models"),
                    place,
                    "names what nobody can ask for: a model, an alias, auto or auto:*"
                            + (nearest == null ? "" : "; did you mean " + nearest + "?"));
            problems.check(rule.ttl().compareTo(LONGEST) <= 0, place + ".ttl", "must be 30d at most");
            Double similarity = rule.similarity();
            problems.check(
                    similarity == null || (similarity >= LEAST_LIKE && similarity <= 1),
                    place + ".similarity",
                    "must be 0.5 to 1, such as 0.95");
            String embedder = rule.embedder();
            problems.check(
                    embedder == null || embedders.contains(embedder) || !problems.sound("gateway.models"),
                    place + ".embedder",
                    "must be an embedding model" + (embedders.isEmpty() ? "" : ": " + String.join(", ", embedders)));
            problems.check(
                    embedder == null || similarity != null,
                    place + ".embedder",
                    "has no effect without similarity, such as 0.9");
        });
    }
}
