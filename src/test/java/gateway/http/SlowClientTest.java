package gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.simulator.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A client that stops to read holds little, and is cut. */
class SlowClientTest {
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                "gateway:\n  limits:\n    write-timeout: 1s\n  failover:\n    first-token-minimum: 20s\n");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void cutsStreamsThatNobodyReadsAndTheirProviders() throws IOException {
        // some 20 MB, far more than the kernel's buffers take
        gateway.simulator().pace(new Pace(0, 0, 100_000));

        for (String read : unread(3, "true")) {
            // left to itself the system takes more than a megabyte for a client that does not read
            assertThat(read).hasSizeLessThan(400_000).doesNotContain("[DONE]").doesNotContain("HTTP/1.1 5");
        }
    }

    @Test
    void cutsWholeAnswersThatNobodyReads() throws IOException {
        // some 13 MB
        gateway.simulator().pace(new Pace(0, 0, 2_000_000));

        for (String read : unread(1, "false")) {
            assertThat(read).hasSizeLessThan(10_000_000).doesNotContain("HTTP/1.1 5");
        }
    }

    /** What clients can still read that have read nothing until they were given up. */
    private static List<String> unread(int count, String stream) throws IOException {
        String body = "{\"model\":\"gpt-4o-mini\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        long before = gateway.simulator().counts().started();
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawClient client = RawClient.connect(gateway.url(), 4_096);
            client.send(RawClient.head("POST", "/v1/chat/completions", TestGateway.KEY) + "content-length: "
                    + body.length() + "\r\n\r\n" + body);
            clients.add(client);
        }
        assertThat(Waiting.until(
                        Duration.ofSeconds(20),
                        () -> gateway.simulator().counts().started() >= before + count))
                .isTrue();
        assertThat(Waiting.until(
                        Duration.ofSeconds(40),
                        () -> Gauges.of(gateway).idle()
                                && gateway.simulator().counts().open() == 0))
                .isTrue();
        List<String> read = new ArrayList<>();
        for (RawClient client : clients) {
            read.add(client.drain());
            client.close();
        }
        return read;
    }
}
