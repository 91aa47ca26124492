package gateway.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for resources of a template that wait for each other, which CloudFormation refuses only at the deploy. */
final class Circles {
    private static final Pattern INSERTED = Pattern.compile("\\$\\{([A-Za-z0-9]+)");

    private final JsonNode resources;
    private final Map<String, Set<String>> needs = new TreeMap<>();
    private final Set<String> done = new HashSet<>();

    private Circles(JsonNode resources) {
        this.resources = resources;
        resources.properties().forEach(resource -> {
            Set<String> found = new LinkedHashSet<>();
            collect(resource.getValue(), found);
            needs.put(resource.getKey(), found);
        });
    }

    /** Fails with the names of a circle. */
    static void check(Templates templates) {
        templates.stacks().forEach((name, stack) -> {
            Circles circles = new Circles(stack.path("Resources"));
            circles.needs.keySet().forEach(id -> circles.visit(id, new LinkedHashSet<>()));
        });
    }

    private void visit(String id, Set<String> path) {
        if (!path.add(id)) {
            throw new AssertionError(path + " wait for each other");
        }
        if (!done.contains(id)) {
            needs.getOrDefault(id, Set.of()).forEach(need -> visit(need, path));
            done.add(id);
        }
        path.remove(id);
    }

    private void collect(JsonNode node, Set<String> found) {
        if (node.isObject()) {
            add(node.path("Ref").asText(), found);
            add(node.path("Fn::GetAtt").path(0).asText(), found);
            Matcher inserted = INSERTED.matcher(node.path("Fn::Sub").asText());
            while (inserted.find()) {
                add(inserted.group(1), found);
            }
            JsonNode waits = node.path("DependsOn");
            add(waits.asText(), found);
            waits.forEach(each -> add(each.asText(), found));
        }
        node.forEach(child -> collect(child, found));
    }

    private void add(String id, Set<String> found) {
        if (resources.has(id)) {
            found.add(id);
        }
    }
}
