package gateway.reload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.reload.RouteFile.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the style of route files, and that each stage is handed what it takes. Thread-safe. */
public final class RouteCheck {
    private static final List<String> STEPS =
            List.of("bean", "process", "to", "toD", "loop", "filter", "choice", "doTry", "circuitBreaker");
    private static final List<String> FORBIDDEN = List.of("ignoreException", "recordException");
    /** Steps and options by which Camel writes bodies and headers to the log, or keeps them. */
    private static final List<String> TELLING = List.of(
            "log",
            "trace",
            "messageHistory",
            "logExhaustedMessageBody",
            "logExhaustedMessageHistory",
            "logName",
            "logMask");

    private final Map<String, Object> beans;

    /** Takes the beans by the names that routes use. */
    public RouteCheck(Map<String, Object> beans) {
        this.beans = Map.copyOf(beans);
    }

    /** What is wrong with a set of files that together are all routes; empty if nothing is. */
    public List<String> problems(Collection<RouteFile> files) {
        List<String> problems = new ArrayList<>();
        for (RouteFile file : files) {
            style(file, problems);
        }
        joints(files, problems);
        if (problems.isEmpty()) {
            new RouteTypes(beans, files).check(problems);
        }
        return problems.stream().distinct().toList();
    }

    private void style(RouteFile file, List<String> problems) {
        if (!file.name().equals(file.id() + RouteFile.ENDING)) {
            problems.add(file.name() + " must be named after its id: " + file.id() + RouteFile.ENDING);
        }
        if (file.body().path("description").asText().isBlank()) {
            problems.add(file.name() + " has no description");
        }
        for (String kind : STEPS) {
            for (JsonNode step : file.body().findValues(kind)) {
                if (step.isObject() && step.path("id").asText().isBlank()) {
                    problems.add(file.name() + ": a step '" + kind + "' has no id");
                }
                if (step.isObject() && step.path("description").asText().isBlank()) {
                    problems.add(file.name() + ": the step '" + step.path("id").asText() + "' has no description");
                }
            }
        }
        List<JsonNode> users = new ArrayList<>(file.body().findValues("bean"));
        users.addAll(file.body().findValues("process"));
        for (JsonNode bean : users) {
            if (RouteTypes.find(beans, bean.path("ref").asText()) == null) {
                problems.add(
                        file.name() + ": there is no bean '" + bean.path("ref").asText() + "'");
            }
        }
        breakers(file, problems);
        telling(file, problems);
    }

    /** A message is content: no route may write it to the log. */
    private static void telling(RouteFile file, List<String> problems) {
        for (String name : TELLING) {
            if (file.body().findValue(name) != null) {
                problems.add(file.name() + " must not have '" + name + "': messages hold content");
            }
        }
        for (String name : List.of("uri", "to", "toD", "wireTap", "enrich")) {
            for (JsonNode target : file.body().findValues(name)) {
                if (target.asText().strip().startsWith("log:")) {
                    problems.add(file.name() + " must not send messages to the log: they hold content");
                }
            }
        }
    }

    /** Two routes must not take the same messages, and what goes wrong in a route must be somebody's business. */
    private static void joints(Collection<RouteFile> files, List<String> problems) {
        Map<JsonNode, String> takers = new HashMap<>();
        Set<String> configurations = new HashSet<>();
        for (RouteFile file : files) {
            if (file.kind() == Kind.CONFIGURATION) {
                configurations.add(file.id());
            }
        }
        for (RouteFile file : files) {
            if (file.kind() == Kind.CONFIGURATION) {
                continue;
            }
            if (!configurations.contains(file.configuration())) {
                problems.add(file.name() + ": routeConfigurationId must name a routeConfiguration, is '"
                        + file.configuration() + "'");
            }
            ObjectNode from = JsonNodeFactory.instance.objectNode();
            from.set("uri", file.from().path("uri"));
            from.set("parameters", file.from().path("parameters"));
            String other = takers.putIfAbsent(from, file.name());
            if (other != null) {
                problems.add(file.name() + " takes the same messages as " + other + ": from "
                        + file.from().path("uri").asText());
            }
        }
    }

    /**
     * An open breaker must not hand the request on as the answer, which it does without the option, and with either of
     * the two lists.
     */
    private static void breakers(RouteFile file, List<String> problems) {
        for (JsonNode breaker : file.body().findValues("circuitBreaker")) {
            if (!breaker.isObject()) {
                continue;
            }
            JsonNode options = breaker.path("resilience4jConfiguration");
            if (!options.path("throwExceptionWhenHalfOpenOrOpenState").asBoolean()) {
                problems.add(file.name() + ": its breaker needs throwExceptionWhenHalfOpenOrOpenState: true");
            }
            for (String option : FORBIDDEN) {
                if (options.has(option)) {
                    problems.add(file.name() + ": its breaker must not have " + option);
                }
            }
            if (file.from().path("steps").size() != 1 || file.kind() != Kind.TEMPLATE) {
                problems.add(file.name() + ": a breaker sits alone in a template");
            }
        }
    }
}
