package gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Edits under the folder of routes change the running gateway; broken ones do not. */
class ReloadTest {
    private static final RouteFolder FOLDER = RouteFolder.create();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String RESIDENCY = """
                    - bean:
                        id: residency
                        description: Keep what stays in the EU, when tenant or request says so
                        ref: residency
                        method: apply
            """;
    private static final String MARKER = """
            - route:
                id: zz-marker
                description: Version 0
                routeConfigurationId: inner-errors
                from:
                  uri: direct:zz-marker
                  steps:
                    - bean: {id: mark, description: Nothing calls it, ref: meter, method: apply}
            """;
    private static TestGateway gateway;
    private static int version;

    @BeforeAll
    static void start() {
        FOLDER.put("zz-marker", MARKER);
        gateway = TestGateway.start("", FOLDER.path(), Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void restore() {
        for (String route : List.of("chat", "openai-chat", "openai-errors", "provider", "models")) {
            FOLDER.restore(route);
        }
        marker();
        assertThat(call("any").statusCode()).isEqualTo(200);
    }

    @Test
    void takesAStepOutOfTheChain() {
        assertThat(code(call("eu"))).isEqualTo("no_deployment_in_region");

        FOLDER.edit("chat", RESIDENCY, "");

        Await.until("the step is gone", () -> code(call("eu")).equals("all_providers_failed"));
        assertThat(call("any").statusCode()).isEqualTo(200);
    }

    @Test
    void movesAnIngressToAnotherPath() {
        FOLDER.edit("openai-chat", "platform-http:/v1/chat/completions", "platform-http:/v1/talk");

        Await.until("the new path answers", () -> call("/v1/talk", "any").statusCode() == 200);
        Await.until("the old path is gone", () -> call("any").statusCode() == 404);
    }

    @Test
    void rebuildsEveryInstanceOfATemplate() {
        long instances = instances("").size();

        FOLDER.edit("provider", "One deployment behind", "One single deployment behind");

        Await.until("all are rebuilt", () -> instances("~").size() == instances);
        Await.until("the first ones are gone", () -> instances("").size() == instances);
        assertThat(call("any").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheBreakersOfARebuiltTemplate() {
        gateway.simulator().faults().put("down", "{\"model\":\"gpt-5-nano\",\"status\":500}");
        Await.until("its breaker opens", () -> ask("gpt-5-nano").body().contains("breaker_open"));
        gateway.simulator().faults().remove("down");

        FOLDER.edit("provider", "One deployment behind", "One single deployment behind");
        Await.until("it is rebuilt", () -> !gateway.routeIds().contains("provider-gpt-5-nano-openai"));

        assertThat(metrics()).containsPattern("serai_breaker_state\\{serai_deployment=\"gpt-5-nano-openai\"} 2");
        Await.until("it closes by itself", () -> ask("gpt-5-nano").statusCode() == 200);
    }

    @Test
    void changesTheErrorsOfAllRoutesThatNameThem() {
        assertThat(refusal().body()).doesNotContain("authentication_error");

        FOLDER.edit("openai-errors", "refuseOpenAi", "refuseAnthropic");

        Await.until("errors look different", () -> refusal().body().contains("authentication_error"));
    }

    @Test
    void addsTheRouteOfANewFile() {
        FOLDER.put(
                "models-again",
                FOLDER.text("models")
                        .replace("id: models", "id: models-again")
                        .replace("do-models", "do-models-again")
                        .replace("platform-http:/v1/models", "platform-http:/v1/models-again"));

        Await.until("the new path answers", () -> get("/v1/models-again").statusCode() == 200);
        assertThat(get("/v1/models").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheLastGoodRouteWhenAFileIsNoYaml() {
        refuses("chat", "- route: [", "is no YAML");
    }

    @Test
    void keepsTheLastGoodRouteWhenAStepHasNoDescription() {
        refuses(
                "chat",
                FOLDER.text("chat").replace("            description: Rank what is left\n", ""),
                "the step 'choose' has no description");
    }

    @Test
    void keepsTheLastGoodRouteWhenAStageIsHandedWhatItDoesNotTake() {
        refuses("chat", FOLDER.text("chat").replace("ref: admission", "ref: residency"), "takes gateway.model.Plan");
    }

    @Test
    void keepsTheLastGoodRouteWhenABeanDoesNotExist() {
        refuses("chat", FOLDER.text("chat").replace("ref: meter", "ref: meteor"), "no bean 'meteor'");
    }

    @Test
    void keepsTheLastGoodRouteWhenAnEndpointDoesNotExist() {
        String step =
                "        - to:\n            id: out\n            description: Away\n            uri: nowhere:call\n";

        refuses(
                "chat",
                FOLDER.text("chat")
                        .replace(
                                "        - to:\n            id: chat-to-call",
                                step + "        - to:\n            id: chat-to-call"),
                "nowhere");
    }

    @Test
    void keepsTheLastGoodRouteWhenAnOptionDoesNotExist() {
        refuses(
                "models",
                FOLDER.text("models").replace("httpMethodRestrict", "httpMethodRestict"),
                "httpMethodRestict");
    }

    @Test
    void keepsTheLastGoodTemplateWhenItsBreakerIsUnsafe() {
        refuses(
                "provider",
                FOLDER.text("provider")
                        .replace("throwExceptionWhenHalfOpenOrOpenState: true", "minimumNumberOfCalls: 5"),
                "its breaker needs");
    }

    @Test
    void takesAGoodFileBesideABrokenOne() {
        FOLDER.put("models", "- route: [");
        FOLDER.edit("chat", RESIDENCY, "");

        Await.until("the good one is taken", () -> code(call("eu")).equals("all_providers_failed"));
        assertThat(get("/v1/models").statusCode()).isEqualTo(200);
    }

    private static void refuses(String route, String text, String why) {
        assertThat(text).isNotEqualTo(FOLDER.text(route));
        List<String> before = gateway.routeIds();
        try (ReloadLog log = ReloadLog.open()) {
            FOLDER.put(route, text);

            Await.until("the log says why: " + why, () -> log.says(why));
            assertThat(call("any").statusCode()).isEqualTo(200);
            assertThat(before).containsAll(gateway.routeIds());
        }
    }

    /** Returns once everything that was written before has been looked at. */
    private static void marker() {
        List<String> before = gateway.routeIds();
        version++;
        FOLDER.put("zz-marker", MARKER.replace("Version 0", "Version " + version));
        Await.until(
                "the marker is taken",
                () -> gateway.routeIds().stream().anyMatch(id -> id.startsWith("zz-marker~") && !before.contains(id)));
    }

    private static List<String> instances(String mark) {
        return gateway.routeIds().stream()
                .filter(id -> id.startsWith("provider-") && id.contains(mark))
                .toList();
    }

    private static String code(HttpResponse<String> response) {
        return response.headers().firstValue("x-serai-code").orElse("");
    }

    private static HttpResponse<String> call(String residency) {
        return call("/v1/chat/completions", residency);
    }

    private static HttpResponse<String> call(String path, String residency) {
        return call(path, "gpt-5.4-mini", residency);
    }

    private static HttpResponse<String> ask(String model) {
        return call("/v1/chat/completions", model, "any");
    }

    private static HttpResponse<String> call(String path, String model, String residency) {
        return send(HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .header("authorization", "Bearer " + TestGateway.KEY)
                .header("x-serai-residency", residency)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")));
    }

    private static String metrics() {
        return send(HttpRequest.newBuilder(URI.create(gateway.managementUrl() + "/metrics")))
                .body();
    }

    private static HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .header("authorization", "Bearer " + TestGateway.KEY));
    }

    private static HttpResponse<String> refusal() {
        return send(HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/models")));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
