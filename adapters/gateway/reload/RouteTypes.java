package gateway.reload;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.Stage;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.reload.RouteFile.Kind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows the body's type through routes, {@code direct:} steps included. Used by one thread. */
final class RouteTypes {
    private static final int DEEPEST = 50;

    private final Map<String, Object> beans;
    private final Collection<RouteFile> files;
    private final Map<String, RouteFile> byEndpoint = new HashMap<>();

    RouteTypes(Map<String, Object> beans, Collection<RouteFile> files) {
        this.beans = beans;
        this.files = files;
        for (RouteFile file : files) {
            String uri = file.from().path("uri").asText();
            byEndpoint.put(uri.replace("{{deployment}}", "*"), file);
        }
    }

    void check(List<String> problems) {
        for (RouteFile file : files) {
            String uri = file.from().path("uri").asText();
            if (file.kind() == Kind.CONFIGURATION || uri.startsWith("direct:")) {
                continue;
            }
            if (!uri.contains("-http:")) {
                // a timer or a queue: what it gives is whatever its first step takes
                steps(file, file.from().path("steps"), null, problems, 0);
            } else {
                Type end = steps(file, file.from().path("steps"), HttpCall.class, problems, 0);
                if (end != null && end != HttpReply.class) {
                    problems.add(file.name() + " must end with a reply, but ends with " + end.getTypeName());
                }
            }
        }
    }

    private @Nullable Type steps(
            RouteFile file, JsonNode steps, @Nullable Type given, List<String> problems, int depth) {
        @Nullable Type now = given;
        for (JsonNode step : steps) {
            if (step.isEmpty()) {
                problems.add(file.name() + ": a step must be a name with its options below, is " + step);
                return null;
            }
            String kind = step.fieldNames().next();
            now = step(file, kind, step.get(kind), now, problems, depth);
        }
        return now;
    }

    private @Nullable Type step(
            RouteFile file, String kind, JsonNode step, @Nullable Type given, List<String> problems, int depth) {
        return switch (kind) {
            case "bean" -> bean(file, step, given, problems);
            case "to", "toD" -> join(file, step.path("uri").asText(), given, problems, depth);
            case "loop", "filter", "circuitBreaker", "doTry" -> steps(file, step.path("steps"), given, problems, depth);
            case "choice" -> choice(file, step, given, problems, depth);
            default -> given;
        };
    }

    /** Whichever way is taken, what comes out must be of one type; without an "otherwise" it is not known. */
    private @Nullable Type choice(
            RouteFile file, JsonNode step, @Nullable Type given, List<String> problems, int depth) {
        JsonNode otherwise = step.path("otherwise");
        Type all = otherwise.isMissingNode() ? given : steps(file, otherwise.path("steps"), given, problems, depth);
        for (JsonNode when : step.path("when")) {
            Type one = steps(file, when.path("steps"), given, problems, depth);
            if (one != null && all != null && !one.equals(all)) {
                if (otherwise.isMissingNode()) {
                    // one that acts, or lets pass: what follows takes either
                    return null;
                }
                problems.add(file.name() + ": the choice '" + step.path("id").asText() + "' gives " + one.getTypeName()
                        + " on one way and " + all.getTypeName() + " on another");
            }
        }
        return all;
    }

    private @Nullable Type join(RouteFile file, String uri, @Nullable Type given, List<String> problems, int depth) {
        if (!uri.startsWith("direct:")) {
            // what a component gives is not known here
            return null;
        }
        RouteFile next =
                byEndpoint.get(uri.replace("${body.attemptRoute}", "provider-*").replace("${body.deployment}", "*"));
        if (next == null) {
            problems.add(file.name() + ": no route takes " + uri);
            return null;
        }
        if (depth > DEEPEST) {
            problems.add(file.name() + ": routes call each other in a circle");
            return null;
        }
        return steps(next, next.from().path("steps"), given, problems, depth + 1);
    }

    private @Nullable Type bean(RouteFile file, JsonNode step, @Nullable Type given, List<String> problems) {
        Object bean = find(beans, step.path("ref").asText());
        if (bean == null
                || !(bean instanceof Stage<?, ?>)
                || !step.path("method").asText().equals("apply")) {
            return given;
        }
        Type[] types = stage(bean);
        if (types == null) {
            return null;
        }
        if (given != null && !takes(types[0], given)) {
            problems.add(file.name() + ": the step '" + step.path("id").asText() + "' takes " + types[0].getTypeName()
                    + ", but is given " + given.getTypeName());
        }
        return types[1];
    }

    /** Whether a stage of the one type can be given the other: the same, or a kind of it. */
    private static boolean takes(Type wanted, Type given) {
        return wanted.equals(given)
                || (wanted instanceof Class<?> wide
                        && given instanceof Class<?> narrow
                        && wide.isAssignableFrom(narrow));
    }

    /** The bean of a name; of one that ends with a template's parameter, any of those that it can stand for. */
    static @Nullable Object find(Map<String, Object> beans, String name) {
        int parameter = name.indexOf("{{");
        if (parameter < 0) {
            return beans.get(name);
        }
        String head = name.substring(0, parameter);
        return beans.entrySet().stream()
                .filter(bean -> bean.getKey().startsWith(head))
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    /** What a stage takes and gives; null if its class does not say. */
    private static Type @Nullable [] stage(Object bean) {
        for (Type type : bean.getClass().getGenericInterfaces()) {
            if (type instanceof ParameterizedType stage && stage.getRawType() == Stage.class) {
                return stage.getActualTypeArguments();
            }
        }
        return null;
    }
}
