package gateway.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.control.Document.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Documents as trees of JSON, and changes made of trees. What an administrator took out, and what is no JSON, is not
 * there. A model and its deployments are documents of their own, and one tree here, as in {@code application.yaml}.
 */
public final class DocumentTrees {
    private static final String DEPLOYMENTS = "deployments";
    private static final String MODEL = "model";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private DocumentTrees() {}

    /** The tree of a document; null if there is none. */
    public static @Nullable JsonNode tree(@Nullable Document document) {
        String json = document == null ? null : document.json();
        if (json == null) {
            return null;
        }
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            // who reads the control data for use tells of it
            return null;
        }
    }

    /** All trees of a kind, by id. */
    public static Map<String, JsonNode> all(Documents documents, Kind kind) {
        Map<String, JsonNode> trees = new TreeMap<>();
        documents.of(kind).forEach((id, document) -> {
            JsonNode tree = tree(document);
            if (tree != null) {
                trees.put(id, tree);
            }
        });
        return trees;
    }

    /** All models with their deployments. */
    public static Map<String, ObjectNode> models(Documents documents) {
        Map<String, ObjectNode> models = new LinkedHashMap<>();
        all(documents, Kind.MODEL).forEach((id, tree) -> {
            if (tree instanceof ObjectNode model) {
                model.putObject(DEPLOYMENTS);
                models.put(id, model);
            }
        });
        all(documents, Kind.DEPLOYMENT).forEach((id, tree) -> {
            ObjectNode model = models.get(tree.path(MODEL).asText());
            if (model != null && tree instanceof ObjectNode deployment) {
                deployment.remove(MODEL);
                model.withObjectProperty(DEPLOYMENTS).set(id, deployment);
            }
        });
        return models;
    }

    /** Id of the model that a deployment belongs to; null if there is no such deployment. */
    public static @Nullable String owner(Documents documents, String deployment) {
        JsonNode tree = tree(documents.find(Kind.DEPLOYMENT, deployment));
        return tree == null ? null : tree.path(MODEL).asText();
    }

    /** Puts a model in place, whole: its deployments that the tree does not name go. */
    public static List<Change> replaceModel(Documents documents, String id, ObjectNode tree) {
        List<Change> changes = new ArrayList<>();
        ObjectNode own = tree.deepCopy();
        own.remove(DEPLOYMENTS);
        changes.add(put(Kind.MODEL, id, own));
        JsonNode deployments = tree.path(DEPLOYMENTS);
        changes.addAll(removeDeployments(documents, id, deployments));
        for (Map.Entry<String, JsonNode> entry : deployments.properties()) {
            ObjectNode deployment = entry.getValue().deepCopy();
            changes.add(put(Kind.DEPLOYMENT, entry.getKey(), deployment.put(MODEL, id)));
        }
        return changes;
    }

    /** Takes a model out, with its deployments. */
    public static List<Change> removeModel(Documents documents, String id) {
        List<Change> changes = new ArrayList<>(removeDeployments(documents, id, JSON.createObjectNode()));
        changes.add(remove(Kind.MODEL, id));
        return changes;
    }

    /** Puts a tree in place. */
    public static Change put(Kind kind, String id, JsonNode tree) {
        return new Change(kind, id, new Document(tree.toString(), Origin.ADMIN));
    }

    /** Takes a document out for good: a start whose settings list it does not bring it back. */
    public static Change remove(Kind kind, String id) {
        return new Change(kind, id, new Document(null, Origin.ADMIN));
    }

    private static List<Change> removeDeployments(Documents documents, String model, JsonNode kept) {
        List<Change> changes = new ArrayList<>();
        all(documents, Kind.DEPLOYMENT).forEach((id, tree) -> {
            if (tree.path(MODEL).asText().equals(model) && !kept.has(id)) {
                changes.add(remove(Kind.DEPLOYMENT, id));
            }
        });
        return changes;
    }
}
