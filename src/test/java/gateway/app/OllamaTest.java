package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.simulator.Pace;
import gateway.simulator.Simulator;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Ollama is called where {@code OLLAMA_HOST} says, and played by the simulator without it. */
class OllamaTest {
    @Test
    void callsTheRealServerOnceItsHostIsKnown() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (Simulator server = Simulator.start(vertx, "127.0.0.1", 0);
                TestGateway gateway =
                        TestGateway.start("", null, Map.of("OLLAMA_HOST", "127.0.0.1:" + server.port()))) {
            server.pace(Pace.INSTANT);

            HttpResponse<String> response = ask(gateway);

            // without a key the server, which is a simulator that wants one, refuses: so it was asked, and not shown
            // one
            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(server.counts().startedFor("llama3.2")).isEqualTo(1);
            assertThat(gateway.simulator().counts().startedFor("llama3.2")).isZero();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void isPlayedByTheSimulatorOtherwise() throws Exception {
        try (TestGateway gateway = TestGateway.start()) {
            HttpResponse<String> response = ask(gateway);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("x-serai-provider")).hasValue("ollama");
        }
    }

    private static HttpResponse<String> ask(TestGateway gateway) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
                .header("authorization", "Bearer " + TestGateway.KEY)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"llama3.2\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
