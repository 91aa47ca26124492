package gateway.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.marcnuri.helm.Helm;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What Helm makes of the chart: Helm itself, as a library, without a cluster.
 *
 * @param manifests in the order in which Helm writes them
 */
record HelmChart(List<JsonNode> manifests) {
    static final Path FOLDER = Path.of("helm", "serai");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /**
     * Renders it.
     *
     * @param values YAML that is laid over the chart's own
     * @throws IllegalStateException with Helm's words, if the values are refused
     */
    static HelmChart of(String values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                String text = new Helm(FOLDER)
                        .template()
                        .withName("serai")
                        .withNamespace("ai")
                        .withKubeVersion("1.33.0")
                        .withValuesFile(file)
                        .call();
                List<JsonNode> manifests = new ArrayList<>();
                try (MappingIterator<JsonNode> read =
                        YAML.readerFor(JsonNode.class).readValues(text)) {
                    read.forEachRemaining(manifest -> {
                        if (manifest.isObject()) {
                            manifests.add(manifest);
                        }
                    });
                }
                return new HelmChart(List.copyOf(manifests));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Helm's own checks say of the chart; empty if they are content. */
    static List<String> complaints() {
        var result = new Helm(FOLDER).lint().strict().call();
        return result.isFailed() ? result.getMessages() : List.of();
    }

    /** The manifests of a kind. */
    List<JsonNode> all(String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .toList();
    }

    /** The only manifest of a kind. */
    JsonNode only(String kind) {
        List<JsonNode> found = all(kind);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " manifests of the kind " + kind);
        }
        return found.getFirst();
    }

    /** The pod that the deployment makes. */
    JsonNode pod() {
        return only("Deployment").path("spec").path("template").path("spec");
    }

    /** Its only container. */
    JsonNode container() {
        return pod().path("containers").path(0);
    }

    /**
     * Compares a manifest with Kubernetes' own description of its API, from which its client's models are generated:
     * fields that it does not know, fields that lack.
     *
     * @throws IllegalArgumentException naming the field
     */
    static void validate(JsonNode manifest) throws IOException {
        JsonElement json = JsonParser.parseString(manifest.toString());
        switch (manifest.path("kind").asText()) {
            case "ConfigMap" -> V1ConfigMap.validateJsonElement(json);
            case "Deployment" -> V1Deployment.validateJsonElement(json);
            case "HorizontalPodAutoscaler" -> V2HorizontalPodAutoscaler.validateJsonElement(json);
            case "NetworkPolicy" -> V1NetworkPolicy.validateJsonElement(json);
            case "PersistentVolumeClaim" -> V1PersistentVolumeClaim.validateJsonElement(json);
            case "PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(json);
            case "Service" -> V1Service.validateJsonElement(json);
            case "ServiceAccount" -> V1ServiceAccount.validateJsonElement(json);
            // Prometheus' operator has it, not Kubernetes.
            case "ServiceMonitor" -> {}
            default -> throw new IllegalArgumentException("no description of " + manifest.path("kind"));
        }
    }
}
