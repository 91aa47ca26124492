package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.admin.AdminApi.Answer;
import gateway.control.Document;
import gateway.control.Kind;
import gateway.model.Registry;
import org.junit.jupiter.api.Test;

/** Models, deployments, aliases and the list of active models, changed at run time. */
class RegistryAdminTest {
    private static final String PRICE = "{\"input\":1,\"cache-read\":1,\"cache-write\":1,\"cache-write-1h\":1,"
            + "\"output\":2,\"taken\":\"2026-11-26\"}";
    private static final String PLACE = "\"provider\":\"openai\",\"upstream-name\":\"gpt-6\",\"region\":\"global\","
            + "\"residency\":\"any\",\"priority\":0,\"weight\":1,\"price\":" + PRICE;
    private static final String MODEL = "{\"context-tokens\":1000,\"max-output-tokens\":100,\"deployments\":"
            + "{\"gpt-6-openai\":{" + PLACE + "}}}";

    private final AdminApi api = new AdminApi();

    @Test
    void putsANewModelIntoUseAtOnce() {
        Answer put = api.put("/admin/v1/models/gpt-6", MODEL);

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.headers()).containsEntry("etag", "\"2\"").containsEntry("cache-control", "no-store");
        assertThat(api.get("/admin/v1/models/gpt-6").json()).isEqualTo(put.json());
        assertThat(registry().revision()).isEqualTo(2);
        assertThat(registry().find("gpt-6")).hasSize(1);
    }

    @Test
    void takesBackAModelAsItWasShown() {
        Answer shown = api.get("/admin/v1/models/claude-sonnet-4-5");

        Answer put = api.put("/admin/v1/models/claude-sonnet-4-5", shown.text());

        assertThat(put.json()).isEqualTo(shown.json());
        assertThat(registry().find("claude-sonnet-4-5")).hasSize(3);
    }

    @Test
    void removesTheDeploymentsThatAModelsNewBodyDoesNotName() {
        ObjectNode model =
                (ObjectNode) api.get("/admin/v1/models/claude-sonnet-4-5").json();
        ((ObjectNode) model.path("deployments")).remove("sonnet-4-5-bedrock-us");

        api.put("/admin/v1/models/claude-sonnet-4-5", model.toString());

        assertThat(registry().deployments()).doesNotContainKey("sonnet-4-5-bedrock-us");
        assertThat(registry().find("claude-sonnet-4-5")).hasSize(2);
        // a later start, whose settings still list it, must not bring it back
        assertThat(api.store.documents().find(Kind.DEPLOYMENT, "sonnet-4-5-bedrock-us"))
                .isEqualTo(new Document(null, Document.Origin.ADMIN));
    }

    @Test
    void removesAModelWithAllItsDeployments() {
        Answer deleted = api.delete("/admin/v1/models/gpt-5-nano");

        assertThat(deleted.json().path("deployments").has("gpt-5-nano-openai")).isTrue();
        assertThat(registry().find("gpt-5-nano")).isNull();
        assertThat(api.get("/admin/v1/models/gpt-5-nano").status()).isEqualTo(404);
        assertThat(api.get("/admin/v1/deployments/gpt-5-nano-openai").status()).isEqualTo(404);
    }

    @Test
    void listsAllModelsWithTheirRevision() {
        Answer list = api.get("/admin/v1/models");

        assertThat(list.json().path("revision").asLong()).isEqualTo(1);
        assertThat(list.json()
                        .path("models")
                        .path("gpt-4o-mini")
                        .path("deployments")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void putsMovesAndRemovesOneDeployment() {
        String body = "{\"model\":\"gpt-5-nano\"," + PLACE + "}";

        Answer put = api.put("/admin/v1/deployments/extra", body);
        Answer moved = api.put("/admin/v1/deployments/extra", body.replace("gpt-5-nano", "gpt-4o-mini"));

        assertThat(put.status()).isEqualTo(200);
        assertThat(moved.json())
                .isEqualTo(api.get("/admin/v1/deployments/extra").json());
        assertThat(registry().find("gpt-5-nano")).hasSize(1);
        assertThat(registry().find("gpt-4o-mini")).hasSize(2);
        assertThat(api.get("/admin/v1/deployments").json().path("deployments").has("extra"))
                .isTrue();
        assertThat(api.delete("/admin/v1/deployments/extra").status()).isEqualTo(200);
        assertThat(registry().find("gpt-4o-mini")).hasSize(1);
    }

    @Test
    void keepsTheLastDeploymentOfAModel() {
        Answer refused = api.delete("/admin/v1/deployments/gpt-5-nano-openai");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).isEqualTo("models.gpt-5-nano.deployments must name at least one deployment");
        assertThat(registry().find("gpt-5-nano")).hasSize(1);
    }

    @Test
    void leavesADeploymentToTheModelThatHasIt() {
        Answer refused = api.put("/admin/v1/models/gpt-6", MODEL.replace("gpt-6-openai", "gpt-5-nano-openai"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("belongs to the model gpt-5-nano");
    }

    @Test
    void putsAndRemovesAnAlias() {
        Answer put = api.put("/admin/v1/aliases/nano", "{\"model\":\"gpt-5-nano\"}");

        assertThat(put.status()).isEqualTo(200);
        assertThat(registry().find("nano")).hasSize(1);
        assertThat(api.get("/admin/v1/aliases")
                        .json()
                        .path("aliases")
                        .path("nano")
                        .asText())
                .isEqualTo("gpt-5-nano");
        assertThat(api.delete("/admin/v1/aliases/nano").json()).isEqualTo(put.json());
        assertThat(registry().find("nano")).isNull();
    }

    @Test
    void keepsAModelThatAnAliasNames() {
        Answer refused = api.delete("/admin/v1/models/claude-haiku-4-5");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).contains("aliases.claude-haiku points to the unknown model claude-haiku-4-5");
        assertThat(registry().find("claude-haiku")).hasSize(3);
    }

    @Test
    void servesOnlyActiveModelsUntilTheListIsRemoved() {
        Answer before = api.get("/admin/v1/active-models");
        Answer put = api.put("/admin/v1/active-models", "{\"models\":[\"gpt-5-nano\"]}");
        int served = registry().byModel().size();
        Answer deleted = api.delete("/admin/v1/active-models");
        Answer again = api.delete("/admin/v1/active-models");

        assertThat(before.json().path("models").isNull()).isTrue();
        assertThat(put.json().path("models").size()).isEqualTo(1);
        assertThat(served).isEqualTo(1);
        assertThat(deleted.json().path("models").isNull()).isTrue();
        assertThat(registry().byModel()).hasSizeGreaterThan(5);
        assertThat(again.headers()).containsEntry("etag", deleted.headers().get("etag"));
    }

    @Test
    void tellsTheAuditLogWhatStoodThereBeforeAndAfter() {
        api.put("/admin/v1/models/gpt-6", MODEL);
        api.delete("/admin/v1/models/gpt-6");

        JsonNode entries = api.get("/admin/v1/audit").json().path("entries");
        assertThat(entries.path(0).path("action").asText()).isEqualTo("delete");
        assertThat(entries.path(0).path("subject").asText()).isEqualTo("model/gpt-6");
        assertThat(entries.path(0).path("author").asText()).isEqualTo("admin");
        assertThat(entries.path(0).path("before")).isEqualTo(entries.path(1).path("after"));
        assertThat(entries.path(1).path("before").isNull()).isTrue();
        assertThat(entries.path(1).path("after").path("deployments").has("gpt-6-openai"))
                .isTrue();
    }

    private Registry registry() {
        return api.snapshot.current();
    }
}
