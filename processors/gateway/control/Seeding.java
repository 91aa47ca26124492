package gateway.control;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.control.Document.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays what the settings list under what administrators have changed: an entry follows the settings from start to
 * start, until an administrator changes or deletes it.
 */
public final class Seeding {
    private Seeding() {}

    /**
     * What a store must change to follow the settings.
     *
     * @param stored what it holds
     * @param seed what the settings list, by kind and id, as JSON
     */
    public static List<Change> changes(Documents stored, Map<Kind, Map<String, String>> seed) {
        List<Change> changes = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            Map<String, String> listed = seed.getOrDefault(kind, Map.of());
            listed.forEach((id, json) -> {
                Document there = stored.find(kind, id);
                if (isOrphan(stored, kind, json)) {
                    return;
                }
                if (there == null || (there.origin() == Origin.SETTINGS && !json.equals(there.json()))) {
                    changes.add(new Change(kind, id, new Document(json, Origin.SETTINGS)));
                }
            });
            stored.of(kind).forEach((id, there) -> {
                if (there.origin() == Origin.SETTINGS && !listed.containsKey(id)) {
                    changes.add(new Change(kind, id, null));
                }
            });
        }
        return changes;
    }

    /** Whether an entry belongs to a model that an administrator has taken out. */
    private static boolean isOrphan(Documents stored, Kind kind, String json) {
        JsonNode tree = DocumentTrees.tree(new Document(json, Origin.SETTINGS));
        String model = switch (kind) {
            case ALIAS -> tree == null ? null : tree.asText();
            case DEPLOYMENT -> tree == null ? null : tree.path("model").asText();
            case MODEL, TENANT, KEY, ADMIN, ROUTING -> null;
        };
        Document owner = model == null ? null : stored.find(Kind.MODEL, model);
        return owner != null && owner.json() == null;
    }

    /** The entries of the settings that an administrator's changes hide, as {@code model/claude-sonnet}. */
    public static List<String> hidden(Documents stored, Map<Kind, Map<String, String>> seed) {
        List<String> hidden = new ArrayList<>();
        seed.forEach((kind, listed) -> listed.forEach((id, json) -> {
            Document there = stored.find(kind, id);
            if (there != null && there.origin() == Origin.ADMIN && !json.equals(there.json())) {
                hidden.add(kind.word() + "/" + name(kind, id, new Document(json, Origin.SETTINGS)));
            }
        }));
        return hidden;
    }

    /** The entries that changes take away, by the same names. */
    public static List<String> removed(Documents stored, List<Change> changes) {
        return changes.stream()
                .filter(change -> change.document() == null)
                .map(change -> change.kind().word() + "/"
                        + name(change.kind(), change.id(), stored.find(change.kind(), change.id())))
                .toList();
    }

    /** Keys are kept by their hashes, which nobody is to see. */
    private static String name(Kind kind, String id, @Nullable Document document) {
        return switch (kind) {
            case KEY, ADMIN -> {
                JsonNode tree = DocumentTrees.tree(document);
                yield tree == null ? "" : tree.path("id").asText();
            }
            case MODEL, DEPLOYMENT, ALIAS, TENANT, ROUTING -> id;
        };
    }
}
