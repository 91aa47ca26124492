package gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing that a client sends beside its body comes back to anybody. */
class EchoTest {
    private static final String MARKER = "zx81marker";
    private static final String GOOD =
            "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":64,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    private static final List<String> HEADERS = List.of(
            "x-request-id: " + MARKER,
            "x-serai-decision: " + MARKER,
            "x-correlation: " + MARKER,
            "cookie: a=" + MARKER,
            "origin: http://" + MARKER,
            "user-agent: " + MARKER,
            "accept: text/" + MARKER,
            "accept-language: " + MARKER,
            "referer: http://" + MARKER,
            "anthropic-beta: " + MARKER,
            "openai-organization: " + MARKER,
            "CamelHttpResponseCode: 299",
            "CamelHttpUri: http://" + MARKER,
            "x-forwarded-for: " + MARKER);

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void echoesNoHeaderAndNoQueryOfAGoodRequest() throws IOException {
        for (String path : List.of("/v1/chat/completions", "/v1/messages")) {
            for (String stream : List.of("false", "true")) {
                String answer = send(path, TestGateway.KEY, GOOD.formatted(stream));

                assertThat(answer).startsWith("HTTP/1.1 200").contains("Hello");
                assertNoMarker(answer);
            }
        }
    }

    @Test
    void echoesNoHeaderKeyOrQueryOfABadRequest() throws IOException {
        for (String path : List.of("/v1/chat/completions", "/v1/messages", "/v1/models", "/nowhere")) {
            assertNoMarker(send(path, "sk-serai-demo-" + MARKER, GOOD.formatted("false")));
            assertNoMarker(send(path, TestGateway.KEY, "{"));
        }
    }

    @Test
    void echoesNoKeyOfTheOtherHeader() throws IOException {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send("GET /v1/models HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-api-key: " + MARKER + "\r\n\r\n");

            assertThat(client.all()).startsWith("HTTP/1.1 401").doesNotContain(MARKER);
        }
    }

    @Test
    void countsNothingByAClientsWords() throws IOException {
        send("/v1/chat/completions", "sk-" + MARKER, GOOD.formatted("false"));
        send("/v1/chat/completions", TestGateway.KEY, GOOD.formatted("false").replace("claude-sonnet-4-5", MARKER));
        send("/v1/" + MARKER, TestGateway.KEY, "{}");

        assertThat(Gauges.metrics(gateway)).contains("serai_refusals_total").doesNotContain(MARKER);
    }

    private static String send(String path, String key, String body) throws IOException {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(RawClient.head("POST", path + "?api-key=" + MARKER + "&" + MARKER + "=1", key)
                    + String.join("\r\n", HEADERS) + "\r\nidempotency-key: " + MARKER + (path + body).hashCode()
                    + "\r\nconnection: close\r\ncontent-length: " + body.length()
                    + "\r\n\r\n" + body);
            return client.all();
        }
    }

    private static void assertNoMarker(String answer) {
        assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain(MARKER).doesNotContain("camel");
        assertThat(answer).doesNotContain("HTTP/1.1 299").doesNotContain(TestGateway.KEY);
    }
}
