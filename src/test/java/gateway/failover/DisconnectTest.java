package gateway.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.failover.Overlay.Place;
import gateway.simulator.SimulatorCounts;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that leaves takes its call of the provider with it. */
class DisconnectTest {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        Overlay overlay = new Overlay();
        for (String dialect : Matrix.DIALECTS) {
            overlay.provider(dialect, dialect, dialect + ".test");
            for (String moment : new String[] {"whole", "before", "middle"}) {
                String model = dialect + "-" + moment;
                overlay.model(model, new Place(model + "-1", dialect, model, false));
            }
        }
        gateway = TestGateway.start(overlay.yaml());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini", "bedrock"})
    void endsTheCallForAWholeAnswer(String dialect) throws IOException {
        String model = dialect + "-whole";
        gateway.simulator().faults().put(model, "{\"model\":\"" + model + "\",\"hang\":true}");

        Socket client = send(model, false);
        Patience.until(() -> started(model) == 1, LONG);
        client.close();

        assertThat(untilAborted(model)).isLessThan(SECOND);
        staysUncounted(model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini", "bedrock"})
    void endsTheCallBeforeTheFirstToken(String dialect) throws IOException {
        String model = dialect + "-before";
        gateway.simulator().faults().put(model, "{\"model\":\"" + model + "\",\"hang\":true}");

        Socket client = send(model, true);
        Patience.until(() -> started(model) == 1, LONG);
        client.close();

        assertThat(untilAborted(model)).isLessThan(SECOND);
        staysUncounted(model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "gemini", "bedrock"})
    void endsTheCallInTheMiddleOfAStream(String dialect) throws IOException {
        String model = dialect + "-middle";
        gateway.simulator().faults().put(model, "{\"model\":\"" + model + "\",\"chunks\":2000,\"pauseMs\":10}");

        Socket client = send(model, true);
        byte[] begun = client.getInputStream().readNBytes(1_500);
        client.close();

        assertThat(new String(begun, StandardCharsets.UTF_8)).contains("200 OK", "data: ");
        assertThat(untilAborted(model)).isLessThan(SECOND);
        staysUncounted(model);
    }

    private static Socket send(String model, boolean stream) throws IOException {
        URI url = URI.create(gateway.url());
        String body = Client.body(model, stream);
        String request = "POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nauthorization: Bearer " + TestGateway.KEY
                + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
        Socket socket = new Socket(url.getHost(), url.getPort());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static Duration untilAborted(String model) {
        return Patience.until(
                () -> gateway.simulator().counts().rows().stream()
                                .filter(row -> row.upstream().model().equals(model))
                                .mapToLong(SimulatorCounts.Row::aborted)
                                .sum()
                        == 1,
                LONG);
    }

    private static long started(String model) {
        return gateway.simulator().counts().startedFor(model);
    }

    /** A client that leaves is no failure of the provider: its breaker must not hear of it. */
    private static void staysUncounted(String model) {
        String turn = "serai_attempts_total{result=\"%s\",serai_deployment=\"" + model + "-1\"}";
        String metrics = new Client(gateway)
                .admin("GET", "/metrics", TestGateway.ADMIN_KEY, "")
                .body();
        assertThat(metrics)
                .doesNotContain(turn.formatted("unreachable"), turn.formatted("broken"), turn.formatted("timeout"));
    }
}
