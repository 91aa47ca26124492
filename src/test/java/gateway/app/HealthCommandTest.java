package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a health check in a container is told. */
class HealthCommandTest {
    private HttpServer server;
    private volatile int status;
    private volatile String body = "";

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health/ready", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void isContentWithAGatewayThatIsReady() {
        answer(200, "{\"status\":\"up\"}");

        assertThat(run()).isEqualTo(new Result(0, "{\"status\":\"up\"}\n", ""));
    }

    @Test
    void saysWhyAGatewayIsNotReady() {
        answer(503, "{\"status\":\"down\",\"reason\":\"the gateway is stopping\"}");

        Result result = run();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("the gateway is stopping");
    }

    @Test
    void failsWhereNobodyAnswers() {
        server.stop(0);

        Result result = run();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("serai: no gateway answers at http://127.0.0.1:");
    }

    @Test
    void asksTheUrlThatIsGiven() {
        answer(200, "up");

        Result result =
                run(Map.of(), "--url", "http://localhost:" + server.getAddress().getPort() + "/");

        assertThat(result.code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--url=ftp://localhost", "--url=nowhere", "--port=1", "now"})
    void refusesWrongArguments(String argument) {
        Result result = run(Map.of(), argument);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("serai: ").contains("usage: ./serai health");
    }

    private void answer(int with, String text) {
        status = with;
        body = text;
    }

    private Result run() {
        return run(Map.of(
                "SERAI_MANAGEMENT_PORT", Integer.toString(server.getAddress().getPort())));
    }

    private static Result run(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = HealthCommand.run(
                List.of(arguments),
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
