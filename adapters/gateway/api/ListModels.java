package gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.admission.Admission;
import gateway.admission.ModelRegistry;
import gateway.admission.TenantDirectory;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.ModelKind;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Residency;
import gateway.model.Tenant;
import gateway.model.Wishes;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Lists the models that a tenant may use, or shows one; in OpenAI's shape, or in Anthropic's to its SDK. */
public final class ListModels implements Stage<HttpCall, HttpReply> {
    private final TenantDirectory tenants;
    private final ModelRegistry models;
    private final Instant since;

    /** Takes the directories, and the time that stands as every model's creation. */
    public ListModels(TenantDirectory tenants, ModelRegistry models, Instant since) {
        this.tenants = tenants;
        this.models = models;
        this.since = since;
    }

    @Override
    public HttpReply apply(HttpCall call) {
        Tenant tenant = Admission.identify(tenants, call.envelope(Dialect.OPENAI, Wishes.NONE));
        boolean anthropic = call.headers().anthropic();
        String wanted = call.parameters().get("id");
        ArrayNode data = JsonCodec.MAPPER.createArrayNode();
        for (Map.Entry<String, List<Deployment>> model :
                models.current().byModel().entrySet()) {
            if (anthropic && model.getValue().getFirst().kind() instanceof ModelKind.Embedding) {
                // Anthropic's API has no place where it could be asked for
                continue;
            }
            if (tenant.mayUse(model.getKey()) && allowed(tenant, model.getValue())) {
                ObjectNode shown = anthropic
                        ? anthropic(model.getKey())
                        : openAi(model.getKey(), model.getValue().getFirst().provider());
                if (model.getKey().equals(wanted)) {
                    return reply(shown);
                }
                data.add(shown);
            }
        }
        if (wanted != null) {
            throw new RefusedException(new Refusal.ModelNotFound(wanted));
        }
        return reply(anthropic ? anthropicList(data) : openAiList(data));
    }

    private static boolean allowed(Tenant tenant, List<Deployment> deployments) {
        return tenant.residency() == Residency.ANY
                || deployments.stream().anyMatch(deployment -> deployment.residency() == Residency.EU);
    }

    private ObjectNode openAi(String id, String owner) {
        return JsonCodec.object()
                .put("id", id)
                .put("object", "model")
                .put("created", since.getEpochSecond())
                .put("owned_by", owner);
    }

    private static ObjectNode openAiList(ArrayNode data) {
        ObjectNode list = JsonCodec.object().put("object", "list");
        list.set("data", data);
        return list;
    }

    private ObjectNode anthropic(String id) {
        return JsonCodec.object()
                .put("type", "model")
                .put("id", id)
                .put("display_name", id)
                .put("created_at", since.toString());
    }

    private static ObjectNode anthropicList(ArrayNode data) {
        ObjectNode list = JsonCodec.object();
        list.set("data", data);
        return list.put("has_more", false)
                .put("first_id", data.isEmpty() ? null : data.get(0).get("id").asText())
                .put(
                        "last_id",
                        data.isEmpty()
                                ? null
                                : data.get(data.size() - 1).get("id").asText());
    }

    private static HttpReply reply(ObjectNode json) {
        return HttpReply.json(200, json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
