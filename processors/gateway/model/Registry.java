package gateway.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All models and deployments at one moment: an immutable snapshot.
 *
 * @param revision grows with every change
 * @param deployments by id, in the order in which they were listed
 * @param byModel the deployments of each model
 * @param aliases other names of models
 */
public record Registry(
        long revision,
        Map<String, Deployment> deployments,
        Map<String, List<Deployment>> byModel,
        Map<String, String> aliases) {

    /** Makes a snapshot from a list. */
    public static Registry of(long revision, List<Deployment> deployments, Map<String, String> aliases) {
        Map<String, Deployment> byId = new LinkedHashMap<>();
        Map<String, List<Deployment>> byModel = new LinkedHashMap<>();
        for (Deployment deployment : deployments) {
            if (byId.put(deployment.id(), deployment) != null) {
                throw new IllegalArgumentException("deployment " + deployment.id() + " is listed twice");
            }
            byModel.computeIfAbsent(deployment.model(), model -> new ArrayList<>())
                    .add(deployment);
        }
        byModel.replaceAll((model, list) -> List.copyOf(list));
        return new Registry(
                revision, Collections.unmodifiableMap(byId), Collections.unmodifiableMap(byModel), Map.copyOf(aliases));
    }

    /** The deployments of a model or alias; null where the name is unknown. */
    public @Nullable List<Deployment> find(String name) {
        List<Deployment> found = byModel.get(name);
        return found != null ? found : byModel.get(aliases.getOrDefault(name, name));
    }

    /** Every deployment of a chat model, in order: what the router may choose from. */
    public List<Deployment> chats() {
        return deployments.values().stream()
                .filter(deployment -> deployment.kind() instanceof ModelKind.Chat)
                .toList();
    }

    /** Every deployment, in order. */
    public List<Deployment> all() {
        return List.copyOf(deployments.values());
    }
}
