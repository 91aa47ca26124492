package gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.simulator.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Beyond the limits requests are refused at once, and nothing is held afterwards. */
class LoadLimitTest {
    private static final String PATH = "/v1/messages";
    private static final String BODY =
            "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start("gateway:\n  limits:\n    in-flight: 3\n    buffered: 4000\n    deciding: 64\n");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void nothingIsLeft() {
        gateway.simulator().pace(Pace.INSTANT);
        assertThat(Waiting.until(
                        Duration.ofSeconds(10), () -> Gauges.of(gateway).idle()))
                .isTrue();
    }

    @Test
    void refusesMoreCallsAtOnceThanItTakes() throws IOException {
        gateway.simulator().pace(new Pace(3_000, 0, 1));
        List<RawClient> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            RawClient client = RawClient.connect(gateway.url());
            client.send(request(BODY));
            waiting.add(client);
        }
        assertThat(Waiting.until(Duration.ofSeconds(5), () -> Gauges.of(gateway).inFlight() == 3))
                .isTrue();

        assertOverloaded(RawClient.post(gateway.url(), PATH, TestGateway.KEY, BODY));

        for (RawClient client : waiting) {
            assertThat(client.all()).startsWith("HTTP/1.1 200");
            client.close();
        }
    }

    @Test
    void answersOperatorsWhileClientsAreTooMany() throws IOException {
        gateway.simulator().pace(new Pace(1_000, 0, 1));
        List<RawClient> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            RawClient client = RawClient.connect(gateway.url());
            client.send(request(BODY));
            waiting.add(client);
        }
        assertThat(Waiting.until(Duration.ofSeconds(5), () -> Gauges.of(gateway).inFlight() == 3))
                .isTrue();

        try (RawClient admin = RawClient.connect(gateway.managementUrl())) {
            admin.send(RawClient.head("GET", "/admin/v1/kill-switches", TestGateway.ADMIN_KEY)
                    + "connection: close\r\n\r\n");
            assertThat(admin.all()).startsWith("HTTP/1.1 200");
        }
        for (RawClient client : waiting) {
            client.close();
        }
    }

    @Test
    void refusesMoreBytesThanItHolds() throws IOException {
        assertOverloaded(
                RawClient.post(gateway.url(), PATH, TestGateway.KEY, BODY.replace("Hello", "x".repeat(5_000))));
    }

    @Test
    void countsTheBytesOfSeveralClientsTogether() throws IOException {
        try (RawClient first = RawClient.connect(gateway.url())) {
            first.send(
                    RawClient.head("POST", PATH, TestGateway.KEY) + "content-length: 3900\r\n\r\n" + " ".repeat(3_800));
            assertThat(Waiting.until(
                            Duration.ofSeconds(5), () -> Gauges.of(gateway).bufferedBytes() == 3_800))
                    .isTrue();

            assertOverloaded(
                    RawClient.post(gateway.url(), PATH, TestGateway.KEY, BODY.replace("Hello", "x".repeat(300))));
        }
    }

    @Test
    void keepsTheConnectionOfAClientThatItRefuses() throws IOException {
        String large = BODY.replace("Hello", "x".repeat(5_000));
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.send(RawClient.head("POST", PATH, TestGateway.KEY) + "content-length: " + large.length() + "\r\n\r\n"
                    + large);
            String refused = client.until("}");
            client.send(request(BODY));

            assertThat(refused).startsWith("HTTP/1.1 503");
            assertThat(client.all()).contains("HTTP/1.1 200");
        }
    }

    @Test
    void answersAgainOnceThereIsRoom() throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(RawClient.post(gateway.url(), PATH, TestGateway.KEY, BODY))
                    .startsWith("HTTP/1.1 200");
            assertThat(Waiting.until(
                            Duration.ofSeconds(5), () -> Gauges.of(gateway).idle()))
                    .isTrue();
        }
    }

    private static String request(String body) {
        return RawClient.head("POST", PATH, TestGateway.KEY) + "connection: close\r\ncontent-length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static void assertOverloaded(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 503")
                .contains("x-serai-code: overloaded")
                .contains("retry-after: 1")
                .contains("\"type\":\"overloaded_error\"");
    }
}
