package gateway.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import gateway.model.Redacted;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes records from a tree of values, strictly: what is unknown, missing, of the wrong kind or out of range is a
 * problem. A stand-in takes the place of what is wrong, so that all problems show in one go. Not thread-safe.
 */
final class SettingsBinder {
    private static final int SHOWN = 60;

    private final Problems problems;
    private final Set<String> secrets = new LinkedHashSet<>();

    SettingsBinder(Problems problems) {
        this.problems = problems;
    }

    /** The places of secrets that were read so far. */
    Set<String> secrets() {
        return Set.copyOf(secrets);
    }

    /**
     * Makes a record.
     *
     * @param node the tree
     * @param path its place
     * @param type what to make
     */
    <T extends Record> T bind(JsonNode node, String path, Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        JsonNode object = node.isObject() ? node : JsonNodeFactory.instance.objectNode();
        if (!node.isObject()) {
            problems.add(path, "must be a section with keys of its own");
            return standIn(path, type);
        }
        refuseUnknown(object, path, components);
        @Nullable Object[] values = new @Nullable Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = component(components[i], object, path + "." + Names.kebab(components[i].getName()));
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no record can be made of " + type.getName(), e);
        }
    }

    private void refuseUnknown(JsonNode object, String path, RecordComponent[] components) {
        List<String> known = new ArrayList<>();
        for (RecordComponent component : components) {
            known.add(Names.kebab(component.getName()));
        }
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!known.contains(field.getKey())) {
                String nearest = Names.nearest(field.getKey(), known);
                problems.add(
                        path + "." + field.getKey(),
                        "is unknown; "
                                + (nearest == null
                                        ? "known here: " + String.join(", ", known)
                                        : "did you mean " + nearest + "?"));
            }
        }
    }

    private @Nullable Object component(RecordComponent component, JsonNode object, String path) {
        JsonNode node = object.path(Names.kebab(component.getName()));
        Type type = component.getGenericType();
        if (!node.isMissingNode() && !node.isNull()) {
            Object value = value(node, path, type);
            refuseOutOfRange(component.getAnnotation(Range.class), value, path);
            return value;
        }
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return null;
        }
        problems.add(path, "is missing; it must be " + form(type));
        return standIn(path, type);
    }

    private Object value(JsonNode node, String path, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? list(node, path, arguments[0]) : map(node, path, arguments[1]);
        }
        Class<?> plain = (Class<?>) type;
        Scalar scalar = Scalar.of(plain);
        if (scalar == null) {
            return bind(node, path, plain.asSubclass(Record.class));
        }
        boolean secret = plain == Redacted.class;
        if (secret) {
            secrets.add(path);
        }
        Object value = scalar.reader().apply(node);
        if (value == null) {
            problems.add(path, "must be " + scalar.form() + (secret ? "" : ", is " + shown(node)));
            return scalar.standIn();
        }
        return value;
    }

    private List<Object> list(JsonNode node, String path, Type type) {
        List<Object> values = new ArrayList<>();
        if (!node.isArray()) {
            problems.add(path, "must be a list");
            return values;
        }
        for (int i = 0; i < node.size(); i++) {
            values.add(value(node.path(i), path + "[" + i + "]", type));
        }
        return values;
    }

    private Map<String, Object> map(JsonNode node, String path, Type type) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (!node.isObject()) {
            problems.add(path, "must be a section with keys of its own");
            return values;
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            // An overlay takes an entry away by setting it to null.
            if (!entry.getValue().isNull()) {
                values.put(entry.getKey(), value(entry.getValue(), path + "." + entry.getKey(), type));
            }
        }
        return values;
    }

    private void refuseOutOfRange(@Nullable Range range, Object value, String path) {
        switch (value) {
            case Duration duration
            when range != null -> problems.check(!duration.isNegative(), path, "must be 0s or more, is " + duration);
            case Duration duration ->
                problems.check(duration.isPositive(), path, "must be more than 0, is " + duration);
            case Bytes bytes when range != null -> refuseOutOfRange(range, (double) bytes.count(), path, bytes.count());
            case Number number when range != null -> refuseOutOfRange(range, number.doubleValue(), path, number);
            default -> {
                // other kinds have no order
            }
        }
    }

    private void refuseOutOfRange(Range range, double value, String path, Number shown) {
        String bounds = range.max() == Long.MAX_VALUE
                ? "must be at least " + range.min()
                : "must be " + range.min() + " to " + range.max();
        problems.check(value >= range.min() && value <= range.max(), path, bounds + ", is " + shown);
    }

    private static String form(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? "a list" : "a section with keys of its own";
        }
        Scalar scalar = Scalar.of((Class<?>) type);
        return scalar == null ? "a section with keys of its own" : scalar.form();
    }

    private static Object standIn(String path, Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? List.of() : Map.of();
        }
        Class<?> plain = (Class<?>) type;
        Scalar scalar = Scalar.of(plain);
        return scalar == null ? standIn(path, plain.asSubclass(Record.class)) : scalar.standIn();
    }

    private static <T extends Record> T standIn(String path, Class<T> type) {
        return new SettingsBinder(new Problems()).bind(JsonNodeFactory.instance.objectNode(), path, type);
    }

    private static String shown(JsonNode node) {
        String text = node.isValueNode() ? node.asText() : "a " + (node.isArray() ? "list" : "section");
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
