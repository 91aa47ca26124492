package gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.reload.RouteFile.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of routes may hold. */
class RouteFileTest {
    private static final String ROUTE = """
            - route:
                id: talk
                routeConfigurationId: errors
                from: {uri: direct:talk, steps: []}
            """;

    @Test
    void readsARoute() {
        RouteFile file = RouteFile.read("talk.camel.yaml", ROUTE);

        assertThat(file.kind()).isEqualTo(Kind.ROUTE);
        assertThat(file.id()).isEqualTo("talk");
        assertThat(file.configuration()).isEqualTo("errors");
        assertThat(file.from().path("uri").asText()).isEqualTo("direct:talk");
    }

    @Test
    void readsATemplateWithTheRouteInside() {
        RouteFile file = RouteFile.read(
                "t.camel.yaml",
                "- routeTemplate: {id: t, route: {routeConfigurationId: errors, from: {uri: 'direct:t', steps: []}}}");

        assertThat(file.kind()).isEqualTo(Kind.TEMPLATE);
        assertThat(file.configuration()).isEqualTo("errors");
        assertThat(file.from().path("uri").asText()).isEqualTo("direct:t");
    }

    @Test
    void givesEachGenerationIdsOfItsOwn() {
        RouteFile file = RouteFile.read("talk.camel.yaml", ROUTE);

        RouteFile second = RouteFile.read("talk.camel.yaml", file.generation(2));

        assertThat(second.id()).isEqualTo("talk~2");
        assertThat(second.body().path("nodePrefixId").asText()).isEqualTo("g2-");
        assertThat(second.from()).isEqualTo(file.from());
        assertThat(file.id()).isEqualTo("talk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "{}", "[]", "- route: text", "- rest: {}", "- route: {}\n- route: {}", "- []"})
    void refusesWhatHoldsAnythingButOneRoute(String text) {
        assertThatThrownBy(() -> RouteFile.read("talk.camel.yaml", text))
                .isInstanceOf(BrokenRouteException.class)
                .hasMessageStartingWith("talk.camel.yaml must hold one route");
    }

    @Test
    void refusesWhatIsNoYaml() {
        assertThatThrownBy(() -> RouteFile.read("talk.camel.yaml", "- route: ["))
                .isInstanceOf(BrokenRouteException.class)
                .hasMessageStartingWith("talk.camel.yaml is no YAML");
    }
}
