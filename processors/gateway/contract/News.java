package gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.contract.Field.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * What an answer holds that the list of fields does not: news, no failure. Shows paths and never a value, but names of
 * fields are the provider's; whoever logs them keeps to {@link Item#safe}. Stateless.
 */
public final class News {
    private static final int MOST = 100;
    private static final int LONGEST = 200;

    private News() {}

    /** The kinds of news. */
    public enum Kind {
        /** A field that is not in the list. */
        FIELD,
        /** A text that is not among a field's values. */
        VALUE,
        /** A value of another type than the field has. */
        TYPE
    }

    /**
     * A piece of news.
     *
     * @param kind what is new
     * @param path of the field
     */
    public record Item(Kind kind, String path) {
        /** The path, if it looks like one; a name that is none may be content, and is replaced. */
        public String safe() {
            return path.length() <= LONGEST && path.matches("[A-Za-z0-9_@$.\\[\\]-]+") ? path : "(a name of its own)";
        }

        @Override
        public String toString() {
            return kind + " " + safe();
        }
    }

    /**
     * Looks through an answer or an event.
     *
     * @param known the provider's list
     * @return at most 100, in the order in which they stand
     */
    public static List<Item> of(JsonNode json, Section section, FieldList known) {
        List<Item> news = new ArrayList<>();
        inside(json, section, "", known, news);
        return news;
    }

    private static void inside(JsonNode object, Section section, String path, FieldList known, List<Item> news) {
        for (var member : object.properties()) {
            String own = SchemaFields.below(path, member.getKey());
            Field field = known.find(section, own);
            JsonNode value = member.getValue();
            if (news.size() >= MOST) {
                return;
            }
            if (field == null) {
                news.add(new Item(Kind.FIELD, own));
            } else if (!value.isNull()) {
                value(value, field, known, news);
            }
        }
    }

    private static void value(JsonNode value, Field field, FieldList known, List<Item> news) {
        String type = type(value);
        // an object of a kind of its own, such as a tool's arguments
        if (field.types().isEmpty()) {
            return;
        }
        if (!field.types().contains(type)) {
            news.add(new Item(Kind.TYPE, field.path()));
        } else if (value.isTextual()
                && !field.values().isEmpty()
                && !field.values().contains(value.textValue())) {
            news.add(new Item(Kind.VALUE, field.path()));
        } else if (value.isObject() && known.opens(field.section(), field.path())) {
            inside(value, field.section(), field.path(), known, news);
        } else if (value.isArray()) {
            String elements = field.path() + "[]";
            if (known.opens(field.section(), elements)) {
                value.forEach(each -> inside(each, field.section(), elements, known, news));
            }
        }
    }

    /** A value's type, as lists name it. */
    public static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            default -> "object";
        };
    }
}
