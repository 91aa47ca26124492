package gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no good request is answered by a clear 4xx in the shape of the API that was called. */
class BadRequestTest {
    private static final String OPENAI = "/v1/chat/completions";
    private static final String ANTHROPIC = "/v1/messages";
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
    private static final String GOOD = "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":64," + MESSAGES + "}";

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                        Arguments.of("empty", "", 400, "invalid_request"),
                        Arguments.of("no JSON", "hello", 400, "invalid_request"),
                        Arguments.of("cut off", "{\"model\":", 400, "invalid_request"),
                        Arguments.of("no object", "[1]", 400, "invalid_request"),
                        Arguments.of("something behind", GOOD + "{}", 400, "invalid_request"),
                        Arguments.of("a number too long", number(), 400, "invalid_request"),
                        Arguments.of("nested too deeply", nested(), 400, "invalid_request"),
                        Arguments.of("a field twice", twice(), 400, "invalid_request"),
                        Arguments.of("a model that is a number", model("7"), 400, "invalid_request"),
                        Arguments.of("no model", "{\"max_tokens\":64," + MESSAGES + "}", 400, "invalid_request"),
                        Arguments.of("an unknown model", model("\"gpt-0\""), 404, "model_not_found"),
                        Arguments.of("messages that are text", with("\"messages\":\"x\""), 400, "invalid_request"),
                        Arguments.of("no messages", with("\"messages\":[]"), 400, "invalid_request"),
                        Arguments.of("a message that is null", with("\"messages\":[null]"), 400, "invalid_request"),
                        Arguments.of(
                                "tools that are a number", with(MESSAGES + ",\"tools\":5"), 400, "invalid_request"),
                        Arguments.of(
                                "a stream that is text", with(MESSAGES + ",\"stream\":\"y\""), 400, "invalid_request"))
                .flatMap(row -> Stream.of(OPENAI, ANTHROPIC).map(path -> {
                    Object[] cells = row.get();
                    return Arguments.of(path, cells[0], cells[1], cells[2], cells[3]);
                }));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bodies")
    void refusesBodies(String path, String what, String body, int status, String code) throws IOException {
        String answer = RawClient.post(gateway.url(), path, TestGateway.KEY, body);

        assertRefused(answer, path, status, code);
    }

    @ParameterizedTest
    @CsvSource({OPENAI, ANTHROPIC})
    void refusesWhatIsNoUtf8(String path) throws IOException {
        byte[] body = GOOD.replace("Hello", "H#llo").getBytes(StandardCharsets.ISO_8859_1);
        body[new String(body, StandardCharsets.ISO_8859_1).indexOf('#')] = (byte) 0xff;

        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(RawClient.head("POST", path, TestGateway.KEY) + "connection: close\r\ncontent-length: "
                    + body.length + "\r\n\r\n");
            client.send(body);

            assertRefused(client.all(), path, 400, "invalid_request");
        }
    }

    @ParameterizedTest
    @CsvSource({OPENAI + ", ''", OPENAI + ", sk-wrong", ANTHROPIC + ", ''", ANTHROPIC + ", sk-wrong"})
    void refusesMissingAndWrongKeys(String path, String key) throws IOException {
        assertRefused(RawClient.post(gateway.url(), path, key, GOOD), path, 401, "invalid_api_key");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/chat/completions, POST",
        "DELETE, /v1/messages, POST",
        "PATCH, /v1/messages, POST",
        "POST, /v1/models, GET",
        "PUT, /v1/models/claude-sonnet-4-5, GET"
    })
    void namesTheMethodsThatAPathTakes(String method, String path, String allowed) throws IOException {
        String answer = exchange(RawClient.head(method, path, TestGateway.KEY) + "connection: close\r\n\r\n");

        assertRefused(answer, path, 405, "method_not_allowed");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                .contains("\r\nallow: " + allowed.toLowerCase(java.util.Locale.ROOT) + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/",
        "/v1",
        "/v2/chat/completions",
        "/metrics",
        "/health/ready",
        "/admin/v1/kill-switches",
        "/v1/chat/completions/x"
    })
    void servesNothingElseOnTheClientPort(String path) throws IOException {
        assertRefused(RawClient.post(gateway.url(), path, TestGateway.KEY, GOOD), path, 404, "not_found");
    }

    @ParameterizedTest
    @CsvSource({
        "x-serai-residency, mars",
        "x-serai-deadline-ms, 1e9",
        "x-serai-strict, maybe",
        "x-serai-domain, %00",
        "x-serai-failover, sometimes"
    })
    void refusesWishesThatItDoesNotUnderstand(String header, String value) throws IOException {
        String answer = withHeader(header + ": " + value);

        assertRefused(answer, OPENAI, 400, "invalid_request");
        assertThat(answer).contains(header).doesNotContain(value);
    }

    @Test
    void overlooksNoWishThatComesTwice() throws IOException {
        assertRefused(withHeader("x-serai-residency: any\r\nx-serai-residency: eu"), OPENAI, 400, "invalid_request");
    }

    @Test
    void takesLineBreaksInHeadersForNothingElse() throws IOException {
        for (String attempt :
                List.of("x-serai-domain: legal\rx-evil: 1", "x-serai-domain: legal\n x-evil: 1", "bad header: 1")) {
            String answer = withHeader(attempt);

            assertThat(status(answer)).as(attempt).isEqualTo(400);
            assertThat(answer).doesNotContain("evil");
        }
    }

    @ParameterizedTest
    @CsvSource({OPENAI, ANTHROPIC})
    void refusesHeadersBeyondTheLimit(String path) throws IOException {
        String answer = exchange(RawClient.head("POST", path, TestGateway.KEY) + "x-large: " + "x".repeat(200_000)
                + "\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");

        assertRefused(answer, path, 431, "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "POST /v1/messages", "GET http://[bad HTTP/1.1"})
    void answersWhatIsNoHttpByA4xx(String line) throws IOException {
        assertThat(status(exchange(line + "\r\nhost: x\r\nconnection: close\r\n\r\n")))
                .isBetween(400, 499);
    }

    @Test
    void refusesUrlsBeyondTheLimitAndMalformedOnes() throws IOException {
        assertThat(status(exchange("POST /v1/messages?" + "x".repeat(20_000) + " HTTP/1.1\r\nhost: x\r\n\r\n")))
                .isEqualTo(400);
        assertThat(status(exchange("GET /v1/models/%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")))
                .isBetween(400, 499);
    }

    @Test
    void refusesTwoLengthsThatDiffer() throws IOException {
        String answer = exchange(RawClient.head("POST", OPENAI, TestGateway.KEY)
                + "content-length: 5\r\ncontent-length: 6\r\nconnection: close\r\n\r\nhello!");

        assertThat(status(answer)).isEqualTo(400);
    }

    @Test
    void answersOnTheSameConnectionAfterARefusal() throws IOException {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(RawClient.head("POST", OPENAI, TestGateway.KEY) + "content-length: 2\r\n\r\n{}");
            String refused = client.until("}}");
            client.send(RawClient.head("POST", OPENAI, TestGateway.KEY) + "connection: close\r\ncontent-length: "
                    + GOOD.length() + "\r\n\r\n" + GOOD);

            assertRefused(refused, OPENAI, 400, "invalid_request");
            assertThat(status(client.all())).isEqualTo(200);
        }
    }

    private static String withHeader(String lines) throws IOException {
        return exchange(RawClient.head("POST", OPENAI, TestGateway.KEY) + lines
                + "\r\nconnection: close\r\ncontent-length: " + GOOD.length() + "\r\n\r\n" + GOOD);
    }

    private static String exchange(String request) throws IOException {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(request);
            return client.all();
        }
    }

    private static void assertRefused(String answer, String path, int status, String code) {
        assertThat(status(answer)).as(answer).isEqualTo(status);
        assertThat(answer).contains("x-request-id: ").contains("x-serai-code: " + code);
        assertThat(answer)
                .contains(
                        path.startsWith(ANTHROPIC)
                                ? "{\"type\":\"error\",\"error\":{\"type\":"
                                : "{\"error\":{\"message\":");
    }

    private static int status(String answer) {
        assertThat(answer).startsWith("HTTP/1.");
        return Integer.parseInt(answer.substring(9, 12));
    }

    private static String model(String json) {
        return "{\"model\":" + json + ",\"max_tokens\":64," + MESSAGES + "}";
    }

    private static String with(String fields) {
        return "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":64," + fields + "}";
    }

    private static String twice() {
        return "{\"model\":\"claude-sonnet-4-5\",\"model\":\"gpt-5.4\",\"max_tokens\":64," + MESSAGES + "}";
    }

    private static String nested() {
        return with(MESSAGES + ",\"metadata\":" + "[".repeat(50_000) + "]".repeat(50_000));
    }

    private static String number() {
        return with(MESSAGES + ",\"temperature\":" + "1".repeat(5_000));
    }
}
