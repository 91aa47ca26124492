package gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Edits under the folder of routes change the running gateway. */
class ReloadTest {
    private static final EditedGateway GATEWAY = new EditedGateway();
    private static final String RESIDENCY = """
                    - bean:
                        id: residency
                        description: Keep what stays in the EU, when tenant or request says so
                        ref: residency
                        method: apply
            """;

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    @AfterEach
    void restore() {
        GATEWAY.restore("chat", "openai-chat", "openai-errors", "provider", "models");
        assertThat(GATEWAY.call("any").statusCode()).isEqualTo(200);
    }

    @Test
    void takesAStepOutOfTheChain() {
        assertThat(EditedGateway.code(GATEWAY.call("eu"))).isEqualTo("no_deployment_in_region");

        GATEWAY.folder().edit("chat", RESIDENCY, "");

        Await.until(
                "the step is gone", () -> EditedGateway.code(GATEWAY.call("eu")).equals("all_providers_failed"));
        assertThat(GATEWAY.call("any").statusCode()).isEqualTo(200);
    }

    @Test
    void movesAnIngressToAnotherPath() {
        GATEWAY.folder().edit("openai-chat", "platform-http:/v1/chat/completions", "platform-http:/v1/talk");

        Await.until(
                "the new path answers", () -> GATEWAY.call("/v1/talk", "any").statusCode() == 200);
        Await.until("the old path is gone", () -> GATEWAY.call("any").statusCode() == 404);
    }

    @Test
    void waitsForARequestWhoseBodyIsStillComing() throws Exception {
        String old = GATEWAY.generation("openai-chat");
        String body = "{\"model\":\"gpt-5.4-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        URI target = URI.create(GATEWAY.gateway().url());
        try (Socket socket = new Socket(target.getHost(), target.getPort())) {
            write(
                    socket,
                    "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer "
                            + TestGateway.KEY + "\r\ncontent-length: " + body.length() + "\r\n\r\n"
                            + body.substring(0, 10));
            Await.until("it is taken in", () -> GATEWAY.metrics().contains("serai_requests_in_flight 1.0"));
            String otherOld = GATEWAY.generation("models");
            GATEWAY.folder().edit("openai-chat", "in OpenAI's format", "in the format of OpenAI");
            GATEWAY.folder().edit("models", "the models that", "all models that");
            Await.until(
                    "a route edited at once with it is gone",
                    () -> !GATEWAY.routeIds().contains(otherOld));

            assertThat(GATEWAY.routeIds()).contains(old);
            write(socket, body.substring(10));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200")
                    .contains("You said: Hello");
        }
        Await.until("now it is gone", () -> !GATEWAY.routeIds().contains(old));
    }

    @Test
    void rebuildsEveryInstanceOfATemplate() {
        long instances = GATEWAY.instances("").size();

        GATEWAY.folder().edit("provider", "One deployment behind", "One single deployment behind");

        Await.until("all are rebuilt", () -> GATEWAY.instances("~").size() == instances);
        Await.until("the first ones are gone", () -> GATEWAY.instances("").size() == instances);
        assertThat(GATEWAY.call("any").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheBreakersOfARebuiltTemplate() {
        GATEWAY.gateway().simulator().faults().put("down", "{\"model\":\"gpt-5-nano\",\"status\":500}");
        Await.until("its breaker opens", () -> GATEWAY.ask("gpt-5-nano").body().contains("breaker_open"));
        GATEWAY.gateway().simulator().faults().remove("down");

        GATEWAY.folder().edit("provider", "One deployment behind", "One single deployment behind");
        Await.until("it is rebuilt", () -> !GATEWAY.routeIds().contains("provider-gpt-5-nano-openai"));

        assertThat(GATEWAY.metrics())
                .containsPattern("serai_breaker_state\\{serai_deployment=\"gpt-5-nano-openai\"} 2");
        Await.until("it closes by itself", () -> GATEWAY.ask("gpt-5-nano").statusCode() == 200);
    }

    @Test
    void changesTheErrorsOfAllRoutesThatNameThem() {
        assertThat(GATEWAY.refusal().body()).doesNotContain("authentication_error");

        GATEWAY.folder().edit("openai-errors", "refuseOpenAi", "refuseAnthropic");

        Await.until("errors look different", () -> GATEWAY.refusal().body().contains("authentication_error"));
    }

    @Test
    void addsTheRouteOfANewFile() {
        GATEWAY.folder()
                .put(
                        "models-again",
                        GATEWAY.folder()
                                .text("models")
                                .replace("id: models", "id: models-again")
                                .replace("do-models", "do-models-again")
                                .replace("platform-http:/v1/models", "platform-http:/v1/models-again"));

        Await.until(
                "the new path answers", () -> GATEWAY.get("/v1/models-again").statusCode() == 200);
        assertThat(GATEWAY.get("/v1/models").statusCode()).isEqualTo(200);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
