package gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that waits for a stream hears something now and then. */
class KeepAliveTest {
    private static final String COMMENT = ": keep-alive\n\n";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start("gateway: {failover: {keep-alive: 300ms, first-token-minimum: 5s}}");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void heal() {
        gateway.simulator().faults().clear();
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions,data: [DONE]", "/v1/messages,event: message_stop"})
    void sendsTheHeadAndCommentsBeforeALateFirstEvent(String path, String end) throws Exception {
        gateway.simulator().faults().put("late", "{\"firstByteDelayMs\":1000}");

        Answer answer = ask(path, true, "60000");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(answer.text()).startsWith(COMMENT + COMMENT).contains(end);
        assertThat(answer.torn()).isFalse();
    }

    @Test
    void keepsQuietWhileEventsCome() throws Exception {
        Answer answer = ask("/v1/chat/completions", true, "60000");

        assertThat(answer.text()).doesNotContain(COMMENT).contains("data: [DONE]");
    }

    @Test
    void breaksASilenceInTheMiddle() throws Exception {
        gateway.simulator().faults().put("slow", "{\"chunks\":3,\"pauseMs\":800}");

        Answer answer = ask("/v1/chat/completions", true, "60000");

        assertThat(answer.text())
                .startsWith("data: ")
                .contains("\n\n" + COMMENT)
                .contains("data: [DONE]");
        assertThat(answer.torn()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions,'data: {\"error\":'", "/v1/messages,'event: error\ndata: {\"type\":\"error\",'"})
    void tellsARefusalAsAnEventOnceTheHeadIsOut(String path, String event) throws Exception {
        gateway.simulator().faults().put("hang", "{\"hang\":true}");

        Answer answer = ask(path, true, "1000");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).startsWith(COMMENT).contains(event).endsWith("}\n\n");
        assertThat(answer.text()).doesNotContain("[DONE]", "message_stop");
        assertThat(answer.torn()).isTrue();
    }

    @Test
    void refusesAtOnceWithAStatusOfItsOwn() throws Exception {
        gateway.simulator().faults().put("down", "{\"status\":500}");

        Answer answer = ask("/v1/chat/completions", true, "60000");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).startsWith("{\"error\":");
    }

    @Test
    void leavesWholeAnswersAlone() throws Exception {
        gateway.simulator().faults().put("late", "{\"firstByteDelayMs\":1000}");

        Answer answer = ask("/v1/chat/completions", false, "60000");

        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.text()).startsWith("{");
    }

    /**
     * What a client got.
     *
     * @param torn whether the connection ended before the body did
     */
    private record Answer(int status, String type, String text, boolean torn) {}

    private static Answer ask(String path, boolean stream, String deadlineMillis) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .header("authorization", "Bearer " + TestGateway.KEY)
                .header("x-serai-deadline-ms", deadlineMillis)
                .timeout(Duration.ofSeconds(20))
                .version(HttpClient.Version.HTTP_1_1)
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"gpt-5-nano\",\"max_tokens\":64,\"stream\":"
                        + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"))
                .build();
        HttpResponse<InputStream> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
        StringBuilder text = new StringBuilder();
        boolean torn = false;
        try (InputStream in = response.body()) {
            byte[] buffer = new byte[4096];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            torn = true;
        }
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("content-type").orElse(""),
                text.toString(),
                torn);
    }
}
