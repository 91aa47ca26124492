package gateway.contract;

import gateway.contract.Field.Section;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Gathers the fields of a document. Used by one thread. */
final class SchemaFields {
    /** Deeper ones are nobody's business here. */
    static final int DEPTH = 12;

    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** Takes a field; variants of an object that have it too are put together. */
    void add(Section section, String path, Set<String> types, Set<String> values, boolean required) {
        add(section, path, types, values, required, "");
    }

    /** Takes a member of a union. */
    void add(Section section, String path, Set<String> types, Set<String> values, boolean required, String union) {
        Field field = Field.official(section, path, types, values, required, union);
        fields.merge(section + " " + path, field, Field::or);
    }

    /** All of them. */
    Collection<Field> all() {
        return fields.values();
    }

    static String below(String path, String name) {
        return path.isEmpty() ? name : path + '.' + name;
    }
}
