package gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Registry;
import gateway.model.Residency;
import gateway.model.Tenant;
import gateway.wire.JsonCodec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListModelsTest {
    private static final Deployment US = Examples.deployment("us");
    private static final Deployment EU = Examples.ofModel("mistral", Examples.deployment("eu", Residency.EU, 0, 1));

    private final ListModels list = new ListModels(
            ListModelsTest::tenant,
            () -> Registry.of(1, List.of(US, EU), Map.of()),
            Instant.parse("2026-11-24T12:00:00Z"));

    @Test
    void listsModelsAsOpenAiDoes() throws Exception {
        JsonNode body = list(Map.of("x-api-key", "any"), Map.of());

        assertThat(body.path("object").asText()).isEqualTo("list");
        assertThat(body.path("data").findValuesAsText("id")).containsExactly("sonnet", "mistral");
        assertThat(body.path("data").get(0).path("owned_by").asText()).isEqualTo("anthropic");
        assertThat(body.path("data").get(0).path("created").asLong()).isEqualTo(1_795_521_600L);
    }

    @Test
    void listsModelsAsAnthropicDoesForItsClients() throws Exception {
        JsonNode body = list(Map.of("x-api-key", "any", "anthropic-version", "2023-06-01"), Map.of());

        assertThat(body.path("first_id").asText()).isEqualTo("sonnet");
        assertThat(body.path("last_id").asText()).isEqualTo("mistral");
        assertThat(body.path("has_more").asBoolean()).isFalse();
        assertThat(body.path("data").get(0).path("type").asText()).isEqualTo("model");
    }

    @Test
    void hidesModelsThatTheTenantMayNotUse() throws Exception {
        assertThat(list(Map.of("x-api-key", "eu"), Map.of()).path("data").findValuesAsText("id"))
                .containsExactly("mistral");
        assertRefused(Map.of("x-api-key", "eu"), Map.of("id", "sonnet"), new Refusal.ModelNotFound("sonnet"));
    }

    @Test
    void hidesModelsThatTheKeyMayNotUse() throws Exception {
        assertThat(list(Map.of("x-api-key", "narrow"), Map.of()).path("data").findValuesAsText("id"))
                .containsExactly("sonnet");
        assertRefused(Map.of("x-api-key", "narrow"), Map.of("id", "mistral"), new Refusal.ModelNotFound("mistral"));
    }

    @Test
    void showsOneModel() throws Exception {
        assertThat(list(Map.of("x-api-key", "any"), Map.of("id", "mistral"))
                        .path("id")
                        .asText())
                .isEqualTo("mistral");
        assertRefused(Map.of("x-api-key", "any"), Map.of("id", "gpt"), new Refusal.ModelNotFound("gpt"));
    }

    @Test
    void wantsAKey() {
        assertThatThrownBy(() -> list.apply(HttpCalls.of("GET", Map.of(), Map.of(), "")))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.InvalidApiKey.class));
    }

    private JsonNode list(Map<String, String> headers, Map<String, String> parameters) throws Exception {
        return JsonCodec.MAPPER.readTree(
                HttpCalls.body(list.apply(HttpCalls.of("GET", parameters, new HashMap<>(headers), ""))));
    }

    private void assertRefused(Map<String, String> headers, Map<String, String> parameters, Refusal refusal) {
        assertThatThrownBy(() -> list(headers, parameters))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    private static Tenant tenant(String key) {
        return switch (key) {
            case "eu" -> Examples.EUROPEAN;
            case "narrow" -> new Tenant("demo", null, "narrow", Residency.ANY, Set.of("sonnet", "mistral-2"), null);
            default -> Examples.ANYWHERE;
        };
    }
}
