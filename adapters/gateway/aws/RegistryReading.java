package gateway.aws;

import gateway.control.Document;
import gateway.control.Documents;
import gateway.control.Kind;
import gateway.control.StoreException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.Condition;

/**
 * The reading of all documents, between two pages. The revision is read before and after the tables, so that no two
 * revisions mix. Immutable.
 *
 * @param tables names the tables
 * @param left the tables whose turn has not ended, in order
 * @param startKey where the first table's next page begins; null = at its beginning
 * @param revision the documents' revision; null before it was read
 * @param changes how often the list of active models has changed
 * @param torn whether the documents were being changed meanwhile, so that nothing of it can be used
 * @param found the documents so far
 */
public record RegistryReading(
        Tables tables,
        List<String> left,
        @Nullable Map<String, AttributeValue> startKey,
        @Nullable Long revision,
        long changes,
        boolean torn,
        Map<Kind, Map<String, Document>> found) {
    public RegistryReading {
        left = List.copyOf(left);
        found = Map.copyOf(found);
    }

    /** Begins a reading. */
    static RegistryReading start(Tables tables, long changes, @Nullable Document activeModels) {
        List<String> left = new ArrayList<>(List.of(tables.control()));
        for (Kind kind : Kind.values()) {
            left.add(tables.of(kind));
        }
        left.add(tables.control());
        Map<Kind, Map<String, Document>> found = new EnumMap<>(Kind.class);
        if (activeModels != null) {
            found.put(Kind.ROUTING, Map.of(Kind.ACTIVE_MODELS, activeModels));
        }
        return new RegistryReading(tables, left, null, null, changes, false, found);
    }

    /** Whether there is another page. */
    public boolean isUnfinished() {
        return !left.isEmpty();
    }

    /** The table whose page is next. */
    public String getTable() {
        return left.getFirst();
    }

    /**
     * Where the next page begins; null = at the table's beginning. Not called as the component is: to Camel they would
     * be one name for two methods, and which it takes, or whether it refuses, depends on the order in which the JVM
     * lists them.
     */
    public @Nullable Map<String, AttributeValue> getFirstKey() {
        return startKey;
    }

    /** What the next page's items have in common. */
    public Map<String, Condition> getConditions() {
        Map<String, Condition> conditions = new HashMap<>();
        conditions.put(Items.ENVIRONMENT, equalTo(tables.environment()));
        if (getTable().equals(tables.control())) {
            conditions.put(Items.ID, equalTo(Items.REVISION));
        }
        return conditions;
    }

    /**
     * This reading with one more page.
     *
     * @param items the page
     * @param lastKey where it ends; null = there is no other page
     */
    RegistryReading take(List<Map<String, AttributeValue>> items, @Nullable Map<String, AttributeValue> lastKey) {
        if (lastKey != null && !lastKey.isEmpty()) {
            return new RegistryReading(tables, left, Map.copyOf(lastKey), revision, changes, false, with(items));
        }
        List<String> rest = left.subList(1, left.size());
        if (!getTable().equals(tables.control())) {
            return new RegistryReading(tables, rest, null, revision, changes, false, with(items));
        }
        Map<String, AttributeValue> item = items.isEmpty() ? Map.of() : items.getFirst();
        long now = Items.number(item, Items.REVISION);
        if (item.containsKey(WriteJournal.JOURNAL) || (revision != null && revision != now)) {
            return new RegistryReading(tables, List.of(), null, now, changes, true, found);
        }
        return new RegistryReading(tables, rest, null, now, changes, false, found);
    }

    /**
     * Everything that was read.
     *
     * @throws StoreException if it was being changed meanwhile
     */
    Documents documents() {
        if (torn) {
            throw new StoreException("the control data is being changed; it is read again with the next poll");
        }
        if (revision == null || isUnfinished()) {
            throw new IllegalStateException("the reading has not ended");
        }
        return new Documents(revision + changes, found);
    }

    private Map<Kind, Map<String, Document>> with(List<Map<String, AttributeValue>> items) {
        Map<Kind, Map<String, Document>> more = new EnumMap<>(Kind.class);
        more.putAll(found);
        if (items.isEmpty()) {
            return more;
        }
        for (Kind kind : Kind.values()) {
            if (getTable().equals(tables.of(kind))) {
                Map<String, Document> documents = new HashMap<>(found.getOrDefault(kind, Map.of()));
                items.forEach(item -> documents.putIfAbsent(Items.textOf(item, Items.ID), Items.document(item)));
                more.put(kind, documents);
            }
        }
        return more;
    }

    private static Condition equalTo(String text) {
        return Condition.builder()
                .comparisonOperator(ComparisonOperator.EQ)
                .attributeValueList(AttributeValue.fromS(text))
                .build();
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "RegistryReading[" + revision + ", left=" + left + "]";
    }
}
