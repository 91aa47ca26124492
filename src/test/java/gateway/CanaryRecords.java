package gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import gateway.model.Vector;
import gateway.routing.Sums;
import io.vertx.core.buffer.Buffer;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Makes records of any type whose every text is a word of its own, that tells which component it was put into. */
final class CanaryRecords {
    private static final int DEEPEST = 7;

    private final Map<String, String> componentByCanary = new TreeMap<>();
    private int made;
    private int number;
    private int step = 1;

    /** Every instance that is needed to fill each component at least once; empty if none can be made. */
    List<Object> instances(Class<?> type) {
        List<Object> found = new ArrayList<>();
        for (int each : new int[] {1, 0}) {
            step = each;
            Object full = instance(type, -1, 0);
            if (full != null) {
                return List.of(full);
            }
        }
        for (int left = 0; left < type.getRecordComponents().length; left++) {
            Object one = instance(type, left, 0);
            if (one != null) {
                found.add(one);
            }
        }
        return found;
    }

    /** The components, as {@code Type.name}, whose texts a text shows. */
    Set<String> shownIn(String text) {
        Set<String> shown = new TreeSet<>();
        componentByCanary.forEach((canary, component) -> {
            if (text.contains(canary)) {
                shown.add(component);
            }
        });
        return shown;
    }

    /** What a component is called in lists of components. */
    static String name(Class<?> record, String component) {
        String whole = record.getName();
        return whole.substring(whole.lastIndexOf('.') + 1).replace('$', '.') + "." + component;
    }

    private @Nullable Object instance(Class<?> type, int leftOut, int depth) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = i == leftOut
                    ? null
                    : value(components[i].getGenericType(), name(type, components[i].getName()), depth);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException | IllegalArgumentException e) {
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }

    private @Nullable Object value(Type type, String component, int depth) {
        if (type instanceof ParameterizedType generic) {
            return container(generic, component, depth);
        }
        if (!(type instanceof Class<?> plain)) {
            return null;
        }
        if (plain.isPrimitive() || Number.class.isAssignableFrom(plain) || plain == Boolean.class) {
            return number(plain);
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        }
        if (plain.isRecord()) {
            return depth > DEEPEST ? null : nested(plain, depth);
        }
        Object known = leaf(plain, component);
        if (known != null) {
            return known;
        }
        if (plain.isSealed()) {
            for (Class<?> each : plain.getPermittedSubclasses()) {
                Object one = each.isRecord() && depth <= DEEPEST ? nested(each, depth) : null;
                if (one != null) {
                    return one;
                }
            }
        }
        return plain.isInterface() ? silent(plain) : null;
    }

    private @Nullable Object nested(Class<?> type, int depth) {
        Object full = instance(type, -1, depth + 1);
        for (int left = 0; full == null && left < type.getRecordComponents().length; left++) {
            full = instance(type, left, depth + 1);
        }
        return full;
    }

    private @Nullable Object container(ParameterizedType type, String component, int depth) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] inner = type.getActualTypeArguments();
        Object first = value(inner[0], component, depth + 1);
        if (raw == Map.class) {
            Object second = value(inner[1], component, depth + 1);
            return first == null || second == null ? Map.of() : Map.of(first, second);
        }
        if (raw == List.class || raw == java.util.Collection.class) {
            return first == null ? List.of() : List.of(first);
        }
        if (raw == Set.class) {
            return first == null ? Set.of() : Set.of(first);
        }
        if (raw == Optional.class) {
            return Optional.ofNullable(first);
        }
        return raw.isInterface() ? silent(raw) : null;
    }

    private @Nullable Object leaf(Class<?> type, String component) {
        if (type == String.class || type == CharSequence.class || type == Object.class) {
            return canary(component);
        } else if (type == byte[].class) {
            return canary(component).getBytes(StandardCharsets.UTF_8);
        } else if (type == ByteBuffer.class) {
            return ByteBuffer.wrap(canary(component).getBytes(StandardCharsets.UTF_8));
        } else if (type == Buffer.class) {
            return Buffer.buffer(canary(component));
        } else if (JsonNode.class.isAssignableFrom(type)) {
            return JsonNodeFactory.instance.objectNode().put(canary(component), canary(component));
        } else if (type == URI.class) {
            return URI.create("https://" + canary(component) + ".example/");
        } else if (type == Path.class) {
            return Path.of(canary(component));
        } else if (type == AttributeValue.class) {
            return AttributeValue.fromS(canary(component));
        } else if (type == Parameter.class) {
            return Parameter.builder().value(canary(component)).build();
        } else if (type == Sums.class) {
            return new Sums(new double[1]);
        } else if (type == Vector.class) {
            return new Vector.Floats(new float[1]);
        } else if (type == Duration.class) {
            return Duration.ofSeconds(1);
        } else if (type == Instant.class) {
            return Instant.EPOCH;
        } else if (type == LocalDate.class) {
            return LocalDate.EPOCH;
        } else {
            return type == ZoneId.class ? ZoneOffset.UTC : null;
        }
    }

    private Object number(Class<?> type) {
        number += step;
        int next = number;
        return switch (type.getSimpleName()) {
            case "boolean", "Boolean" -> true;
            case "long", "Long" -> (long) next;
            case "double", "Double" -> 1.0 / next;
            default -> next;
        };
    }

    private String canary(String component) {
        String canary = "canary" + made++ + "x";
        componentByCanary.put(canary, component);
        return canary;
    }

    /** Something that does nothing, and shows nothing. */
    private static Object silent(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Class<?> result = method.getReturnType();
            return switch (result.getSimpleName()) {
                case "String" -> "nothing";
                case "boolean" -> false;
                case "int" -> 0;
                case "long" -> 0L;
                default -> null;
            };
        });
    }
}
