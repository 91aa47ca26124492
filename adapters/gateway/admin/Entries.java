package gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.api.HttpReply;
import gateway.control.DocumentStore;
import gateway.control.DocumentTrees;
import gateway.control.Documents;
import gateway.control.Kind;
import gateway.wire.JsonCodec;
import java.util.List;

/** The entries of a kind that are one document each: shows, puts and removes them. Thread-safe. */
final class Entries {
    private final Kind kind;
    private final String list;
    private final DocumentStore store;
    private final ControlWriter writer;

    /**
     * Takes what it works with.
     *
     * @param list name of the list of all
     */
    Entries(Kind kind, String list, DocumentStore store, ControlWriter writer) {
        this.kind = kind;
        this.list = list;
        this.store = store;
        this.writer = writer;
    }

    /** All of them. */
    HttpReply list() {
        Documents now = store.read();
        ObjectNode body = JsonCodec.object().put("revision", now.revision());
        body.putObject(list).setAll(DocumentTrees.all(now, kind));
        return AdminReply.of(now.revision(), body);
    }

    /** One of them. */
    HttpReply show(String id) {
        Documents now = store.read();
        return AdminReply.of(now.revision(), shown(found(now, id)));
    }

    /** Puts one in place. */
    HttpReply put(AdminCall call, String id, JsonNode tree, ObjectNode shown) {
        Ids.checked(kind.word(), id);
        return writer.write(
                call,
                now -> new Edit(
                        List.of(DocumentTrees.put(kind, id, tree)),
                        new Edit.Note("put", subject(id), DocumentTrees.tree(now.find(kind, id)), tree),
                        shown.deepCopy()));
    }

    /** Removes one. */
    HttpReply delete(AdminCall call, String id) {
        return writer.write(call, now -> {
            JsonNode tree = found(now, id);
            return new Edit(
                    List.of(DocumentTrees.remove(kind, id)),
                    new Edit.Note("delete", subject(id), tree, null),
                    shown(tree));
        });
    }

    /** Its name in the audit log. */
    String subject(String id) {
        return kind.word() + "/" + id;
    }

    /** One of them, which must be there. */
    JsonNode found(Documents now, String id) {
        JsonNode tree = DocumentTrees.tree(now.find(kind, id));
        if (tree == null) {
            throw AdminReply.notFound(kind.word(), id);
        }
        return tree;
    }

    /** As it is put: an alias, which is kept as a text, is the model that it names. */
    private static ObjectNode shown(JsonNode tree) {
        return tree instanceof ObjectNode object
                ? object.deepCopy()
                : JsonCodec.object().set("model", tree);
    }
}
