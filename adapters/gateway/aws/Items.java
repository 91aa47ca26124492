package gateway.aws;

import gateway.control.Document;
import gateway.control.Document.Origin;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Names of attributes, and items made of them. */
final class Items {
    static final String ENVIRONMENT = "environment";
    static final String ID = "id";
    static final String JSON = "json";
    static final String ORIGIN = "origin";
    static final String REVISION = "revision";

    private Items() {}

    /** The key of an item of control data. */
    static Map<String, AttributeValue> key(String environment, String id) {
        return Map.of(ENVIRONMENT, AttributeValue.fromS(environment), ID, AttributeValue.fromS(id));
    }

    /** A document as an item. */
    static Map<String, AttributeValue> of(String environment, String id, Document document) {
        Map<String, AttributeValue> item = new HashMap<>(key(environment, id));
        item.put(ORIGIN, AttributeValue.fromS(document.origin().name().toLowerCase(Locale.ROOT)));
        put(item, JSON, document.json());
        return item;
    }

    /** The document that an item holds; one of unknown origin is an administrator's, which no start changes. */
    static Document document(Map<String, AttributeValue> item) {
        boolean seeded = "settings".equals(text(item, ORIGIN));
        return new Document(text(item, JSON), seeded ? Origin.SETTINGS : Origin.ADMIN);
    }

    /** Adds a text, unless it is null. */
    static void put(Map<String, AttributeValue> item, String name, @Nullable String text) {
        if (text != null) {
            item.put(name, AttributeValue.fromS(text));
        }
    }

    /** A text of an item; null if it has none. */
    static @Nullable String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : value.s();
    }

    /** A text of an item; empty if it has none. */
    static String textOf(Map<String, AttributeValue> item, String name) {
        String text = text(item, name);
        return text == null ? "" : text;
    }

    /** A whole number. */
    static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    /** A whole number of an item; 0 if it has none. */
    static long number(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null || value.n() == null ? 0 : Long.parseLong(value.n());
    }
}
