package gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bodies of every size and kind: taken, or refused without a hanging connection. */
class BodyTest {
    private static final String PATH = "/v1/chat/completions";
    private static final int LARGE = 25 * 1024 * 1024;
    private static final String GOOD =
            "{\"model\":\"claude-sonnet-4-5\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start("gateway:\n  limits:\n    request-timeout: 2s\n");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void refusesABodyThatIsAnnouncedTooLargeBeforeItComes() throws IOException {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(head("content-length: " + LARGE));
            String answer = client.until("}}");

            assertTooLarge(answer);
        }
    }

    @Test
    void refusesABodyThatIsAnnouncedTooLargeAndSentAllTheSame() throws IOException {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(head("content-length: " + LARGE));
            client.send(spaces(LARGE));
            String answer = client.all();

            assertTooLarge(answer);
        }
    }

    @Test
    void refusesABodyThatTurnsOutTooLarge() throws IOException {
        byte[] chunk = spaces(1024 * 1024);
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(head("transfer-encoding: chunked"));
            for (int i = 0; i < 25; i++) {
                client.send("100000\r\n");
                client.send(chunk);
                client.send("\r\n");
            }
            client.send("0\r\n\r\n");
            String answer = client.all();

            assertTooLarge(answer);
        }
        assertNothingIsHeld();
    }

    @Test
    void takesChunkedBodies() throws IOException {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(head("transfer-encoding: chunked\r\nconnection: close"));
            for (String part : new String[] {GOOD.substring(0, 10), GOOD.substring(10)}) {
                client.send(Integer.toHexString(part.length()) + "\r\n" + part + "\r\n");
            }
            client.send("0\r\n\r\n");

            assertThat(client.all()).startsWith("HTTP/1.1 200").contains("You said: Hello");
        }
    }

    @Test
    void asksForABodyThatWaitsToBeAskedFor() throws IOException {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(head("expect: 100-continue\r\nconnection: close\r\ncontent-length: " + GOOD.length()));
            String asked = client.until("\r\n\r\n");
            client.send(GOOD);

            assertThat(asked).startsWith("HTTP/1.1 100");
            assertThat(client.all()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void asksForNoBodyThatItWouldRefuse() throws IOException {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(head("expect: 100-continue\r\ncontent-length: " + LARGE));

            assertTooLarge(client.until("}}"));
        }
    }

    @Test
    void cutsABodyThatComesTooSlowly() throws IOException {
        long begun = System.nanoTime();
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(head("content-length: " + GOOD.length()));
            client.send(GOOD.substring(0, 10));
            String answer = client.until("}}");
            client.drain();

            assertThat(answer).startsWith("HTTP/1.1 400").contains("did not arrive within 2 s");
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(9));
        }
        assertNothingIsHeld();
    }

    @Test
    void letsGoOfABodyWhoseClientLeaves() throws IOException {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(head("content-length: " + 5_000_000));
            client.send(spaces(4_000_000));
        }

        assertNothingIsHeld();
    }

    @Test
    void answersAPromptOfAMegabyte() throws IOException {
        String body = GOOD.replace("Hello", "hello ".repeat(170_000));

        String answer = RawClient.post(gateway.url(), PATH, TestGateway.KEY, body);

        assertThat(answer.startsWith("HTTP/1.1 200") || answer.contains("context_length_exceeded"))
                .isTrue();
    }

    private static String head(String lines) {
        return RawClient.head("POST", PATH, TestGateway.KEY) + lines + "\r\n\r\n";
    }

    private static void assertTooLarge(String answer) throws IOException {
        assertThat(answer)
                .startsWith("HTTP/1.1 413")
                .contains("x-serai-code: payload_too_large")
                .contains("{\"error\":{\"message\":\"the body is larger than 20971520 bytes\"");
    }

    private static void assertNothingIsHeld() {
        assertThat(Waiting.until(
                        Duration.ofSeconds(10), () -> Gauges.of(gateway).idle()))
                .isTrue();
    }

    private static byte[] spaces(int length) {
        byte[] spaces = new byte[length];
        Arrays.fill(spaces, " ".getBytes(StandardCharsets.US_ASCII)[0]);
        return spaces;
    }
}
