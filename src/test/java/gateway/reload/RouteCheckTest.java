package gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.Stage;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is found in small sets of routes. */
class RouteCheckTest {
    private static final RouteCheck CHECK =
            new RouteCheck(Map.of("read", new Read(), "count", new Count(), "write", new Write()));
    private static final RouteFile ERRORS = RouteFile.read(
            "errors.camel.yaml", "- routeConfiguration: {id: errors, description: Errors, onException: []}");
    private static final RouteFile INGRESS =
            route("ingress", "platform-http:/in", bean("read"), to("inner"), bean("write"));
    private static final RouteFile INNER = route("inner", "direct:inner", bean("count"));

    @Test
    void findsNothingWhereTypesFit() {
        assertThat(CHECK.problems(List.of(ERRORS, INGRESS, INNER))).isEmpty();
    }

    @Test
    void followsTypesThroughOtherRoutes() {
        RouteFile changed = route("inner", "direct:inner", bean("count"), bean("write"));

        assertThat(CHECK.problems(List.of(ERRORS, INGRESS, changed)))
                .containsExactly("ingress.camel.yaml: the step 'write' takes java.lang.String, but is given "
                        + "gateway.api.HttpReply");
    }

    @Test
    void findsAnIngressThatEndsWithoutAReply() {
        RouteFile silent = route("ingress", "platform-http:/in", bean("read"));

        assertThat(CHECK.problems(List.of(ERRORS, silent)))
                .containsExactly("ingress.camel.yaml must end with a reply, but ends with java.lang.String");
    }

    @Test
    void findsACallOfARouteThatDoesNotExist() {
        assertThat(CHECK.problems(List.of(ERRORS, INGRESS)))
                .containsExactly("ingress.camel.yaml: no route takes direct:inner");
    }

    @Test
    void findsRoutesThatCallEachOtherInACircle() {
        RouteFile circle = route("inner", "direct:inner", to("inner"));

        assertThat(CHECK.problems(List.of(ERRORS, INGRESS, circle)))
                .containsExactly("inner.camel.yaml: routes call each other in a circle");
    }

    @Test
    void findsTwoRoutesThatTakeTheSameMessages() {
        RouteFile other = route("other", "direct:inner", bean("count"));

        assertThat(CHECK.problems(List.of(ERRORS, INGRESS, INNER, other)))
                .containsExactly("other.camel.yaml takes the same messages as inner.camel.yaml: from direct:inner");
    }

    @Test
    void findsARouteWhoseErrorsAreNobodysBusiness() {
        assertThat(CHECK.problems(List.of(INGRESS)))
                .containsExactly(
                        "ingress.camel.yaml: routeConfigurationId must name a routeConfiguration, is 'errors'");
    }

    @Test
    void findsAStepThatIsNone() {
        RouteFile odd = route("ingress", "platform-http:/in", "log");

        assertThat(CHECK.problems(List.of(ERRORS, odd)))
                .containsExactly("ingress.camel.yaml: a step must be a name with its options below, is \"log\"");
    }

    @Test
    void findsABreakerBesideOtherSteps() {
        String breaker = "{circuitBreaker: {id: b, description: Breaks, resilience4jConfiguration:"
                + " {throwExceptionWhenHalfOpenOrOpenState: true}, steps: []}}";

        assertThat(CHECK.problems(List.of(ERRORS, route("inner", "direct:inner", breaker, bean("count")))))
                .containsExactly("inner.camel.yaml: a breaker sits alone in a template");
    }

    private static RouteFile route(String id, String uri, String... steps) {
        return RouteFile.read(
                id + RouteFile.ENDING,
                "- route: {id: %s, description: Does, routeConfigurationId: errors, from: {uri: '%s', steps: [%s]}}"
                        .formatted(id, uri, String.join(", ", new ArrayList<>(List.of(steps)))));
    }

    private static String bean(String name) {
        return "{bean: {id: %1$s, description: Does, ref: %1$s, method: apply}}".formatted(name);
    }

    private static String to(String route) {
        return "{to: {id: to-%1$s, description: Calls, uri: 'direct:%1$s'}}".formatted(route);
    }

    private static final class Read implements Stage<HttpCall, String> {
        @Override
        public String apply(HttpCall call) {
            return call.id();
        }
    }

    private static final class Count implements Stage<String, String> {
        @Override
        public String apply(String text) {
            return text;
        }
    }

    private static final class Write implements Stage<String, HttpReply> {
        @Override
        public HttpReply apply(String text) {
            return HttpReply.text(200, "text/plain", text);
        }
    }
}
