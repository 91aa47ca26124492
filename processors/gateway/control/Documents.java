package gateway.control;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a store holds at one moment. Immutable.
 *
 * @param revision grows with every write; 0 = nothing was ever written
 * @param byKind the documents of each kind by id, in the order of their ids
 */
public record Documents(long revision, Map<Kind, Map<String, Document>> byKind) {
    public static final Documents NONE = new Documents(0, Map.of());

    public Documents {
        Map<Kind, Map<String, Document>> copy = new EnumMap<>(Kind.class);
        byKind.forEach((kind, documents) -> copy.put(kind, Collections.unmodifiableMap(new TreeMap<>(documents))));
        byKind = Collections.unmodifiableMap(copy);
    }

    /** The documents of a kind by id; empty if there are none. */
    public Map<String, Document> of(Kind kind) {
        return byKind.getOrDefault(kind, Map.of());
    }

    /** One document; null if there is none. */
    public @Nullable Document find(Kind kind, String id) {
        return of(kind).get(id);
    }

    /** These documents with changes made, under another revision. */
    public Documents with(long next, List<Change> changes) {
        Map<Kind, Map<String, Document>> copy = new EnumMap<>(Kind.class);
        byKind.forEach((kind, documents) -> copy.put(kind, new TreeMap<>(documents)));
        for (Change change : changes) {
            Map<String, Document> documents = copy.computeIfAbsent(change.kind(), kind -> new TreeMap<>());
            if (change.document() == null) {
                documents.remove(change.id());
            } else {
                documents.put(change.id(), change.document());
            }
        }
        return new Documents(next, copy);
    }
}
