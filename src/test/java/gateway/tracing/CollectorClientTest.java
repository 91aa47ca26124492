package gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gateway.settings.Settings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Spans reach a collector that is away for a moment, and the log tells of those that do not. */
class CollectorClientTest {
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(CollectorClient.class);
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final CollectorClient client;

    CollectorClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::answer);
        client = new CollectorClient(
                vertx,
                new Settings.Egress(null, null, List.of()),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces"),
                Map.of("x-team", "blue"),
                Otlp.resource(Map.of(AttributeKey.stringKey("service.name"), "serai")),
                Otlp.scope("serai"),
                Duration.ofMillis(10));
    }

    @BeforeEach
    void start() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
        vertx.close();
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    @Test
    void showsItsHeaders() {
        send(1);

        assertThat(headers.getFirst())
                .containsEntry("X-team", List.of("blue"))
                .containsEntry("Content-type", List.of("application/x-protobuf"));
        assertThat(requests.getFirst()
                        .getResourceSpans(0)
                        .getResource()
                        .getAttributes(0)
                        .getKey())
                .isEqualTo("service.name");
        assertThat(log.list).isEmpty();
    }

    @Test
    void triesAgainWhereItMay() {
        statuses.add(503);

        send(1);

        assertThat(requests).hasSize(2);
        assertThat(requests.get(1)).isEqualTo(requests.get(0));
        assertThat(log.list).isEmpty();
    }

    @Test
    void givesUpAfterFiveAttempts() {
        statuses.addAll(List.of(503, 502, 504, 429, 503));

        send(2);

        assertThat(requests).hasSize(5);
        assertThat(log.list.getLast().getFormattedMessage())
                .isEqualTo("2 spans could not be sent to the collector of traces: it answers with HTTP 503");
    }

    @Test
    void triesAgainWhereNobodyListensYet() throws IOException {
        server.stop(0);

        send(2);

        assertThat(log.list.getLast().getFormattedMessage())
                .isEqualTo(
                        "2 spans could not be sent to the collector of traces: no answer (AnnotatedConnectException)");
    }

    @Test
    void tellsOnceOfWhatIsLostAndWhenItIsOver() {
        statuses.addAll(List.of(400, 401));

        send(3);
        send(4);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("3 spans could not be sent to the collector of traces: it answers with HTTP 400");

        send(1);
        assertThat(log.list.getLast().getFormattedMessage())
                .isEqualTo("The collector of traces takes spans again; 7 were lost");
    }

    private void send(int count) {
        client.send(new ByteArrayOutputStream(), count);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            requests.add(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()));
            Integer status = statuses.poll();
            exchange.sendResponseHeaders(status == null ? 200 : status, 0);
            exchange.getResponseBody().write("{\"partialSuccess\":{}}".getBytes(StandardCharsets.UTF_8));
        }
    }
}
