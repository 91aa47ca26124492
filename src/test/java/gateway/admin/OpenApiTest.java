package gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.reload.RouteCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The OpenAPI document and the routes of the admin API tell the same. */
class OpenApiTest {
    private final OpenApi description = OpenApi.read();

    @Test
    void describesEveryRouteAndNothingElse() {
        assertThat(description.operations()).isEqualTo(AdminRoutes.read().operations());
    }

    @Test
    void leadsEveryRouteThroughTheCheckOfTheKeyToAReply() {
        assertThat(new RouteCheck(new AdminApi().beans)
                        .problems(AdminRoutes.read().files()))
                .isEmpty();
        for (String operation : AdminRoutes.read().operations()) {
            String[] parts = operation.split(" ", -1);
            assertThat(AdminRoutes.read().match(parts[0], parts[1]).beans())
                    .as(operation)
                    .hasSize(2)
                    .startsWith("adminKey");
        }
    }

    @Test
    void namesAllPlaceholdersOfItsPaths() {
        for (Map.Entry<String, JsonNode> path :
                description.document().path("paths").properties()) {
            List<String> named = new ArrayList<>();
            for (JsonNode parameter : path.getValue().path("parameters")) {
                named.add("{" + description.resolved(parameter).path("name").asText() + "}");
            }
            List<String> placeholders = new ArrayList<>(List.of(path.getKey().split("/", -1)));
            placeholders.removeIf(part -> !part.startsWith("{"));
            assertThat(named).as(path.getKey()).isEqualTo(placeholders);
        }
    }

    @Test
    void showsExamplesThatFitItsOwnSchemas() {
        int examples = 0;
        for (JsonNode content : description.document().path("paths").findValues("application/json")) {
            JsonNode example = description.resolved(content.path("examples").path("typical"));
            assertThat(description.problems(content.path("schema"), example.path("value"), content.toString()))
                    .isEmpty();
            examples++;
        }
        assertThat(examples).isGreaterThan(40);
    }

    @Test
    void refersOnlyToWhatIsThere() {
        for (JsonNode reference : description.document().findValues("$ref")) {
            assertThat(description
                            .document()
                            .at(reference.asText().substring(1))
                            .isMissingNode())
                    .as(reference.asText())
                    .isFalse();
        }
    }
}
