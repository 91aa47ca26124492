package gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.app.FreePort;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for all dialects: counts, controls, pace, and clients that leave. */
class SimulatorTest {
    private static final String PATH = "/v1/chat/completions";
    private static final String WHOLE = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String STREAM =
            "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final int MOST_POLLS = 20_000;

    @RegisterExtension
    final RunningSimulator simulator = new RunningSimulator();

    @Test
    void saysThatItIsASimulator() {
        HttpResponse<String> response = simulator.send(simulator.post(PATH, WHOLE));

        assertThat(response.headers().firstValue("x-simulator")).hasValue("serai");
    }

    @Test
    void countsByTheHostAskedFor() {
        simulator.send(simulator.post(PATH, WHOLE).header("x-simulated-host", "api.openai.com"));
        simulator.send(simulator.post(PATH, WHOLE));

        assertThat(counts().startedAt("api.openai.com")).isEqualTo(1);
        assertThat(counts().startedAt("127.0.0.1")).isEqualTo(1);
        assertThat(counts().startedFor("m")).isEqualTo(2);
        assertThat(counts().completed()).isEqualTo(2);
        assertThat(counts().open()).isZero();
    }

    @Test
    void remembersWhenAModelWasLastAskedFor() {
        AtomicLong now = new AtomicLong(41);
        try (Simulator timed =
                Simulator.start(simulator.vertx(), "127.0.0.1", 0, InstantSource.system(), now::incrementAndGet)) {
            String url = "http://127.0.0.1:" + timed.port() + PATH;

            simulator.send(simulator.post(PATH, WHOLE).uri(URI.create(url)));

            assertThat(timed.counts().lastStartNanos("m")).isEqualTo(42);
            assertThat(timed.counts().lastStartNanos("never")).isEqualTo(Long.MIN_VALUE);
        }
    }

    @Test
    void tellsItsCountsOverHttp() {
        simulator.send(simulator.post(PATH, WHOLE));

        String before = get("/_sim/counts");
        simulator.send(simulator.request("/_sim/counts").DELETE());

        assertThat(before).contains("\"completed\" : 1", "\"dialect\" : \"openai\"", "\"path\" : \"" + PATH);
        assertThat(get("/_sim/counts")).contains("\"started\" : 0");
    }

    @Test
    void takesFaultsOverHttp() {
        simulator.send(simulator.request("/_sim/faults/a").PUT(BodyPublishers.ofString("{\"status\":503}")));
        int spoilt = simulator.send(simulator.post(PATH, WHOLE)).statusCode();
        String faults = get("/_sim/faults");
        simulator.send(simulator.request("/_sim/faults/a").DELETE());
        int healed = simulator.send(simulator.post(PATH, WHOLE)).statusCode();

        assertThat(spoilt).isEqualTo(503);
        assertThat(faults).contains("\"status\" : 503", "\"fired\" : 1");
        assertThat(healed).isEqualTo(200);
    }

    @Test
    void refusesAFaultItDoesNotUnderstand() {
        HttpResponse<String> response =
                simulator.send(simulator.request("/_sim/faults/a").PUT(BodyPublishers.ofString("{\"staus\":503}")));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("staus");
    }

    @Test
    void changesItsPaceOverHttp() {
        simulator.send(simulator.request("/_sim/pace").PUT(BodyPublishers.ofString("{\"tokens\":40}")));

        simulator.send(simulator.post(PATH, STREAM));

        assertThat(counts().tokens()).isEqualTo(40);
        assertThat(get("/_sim/pace")).contains("\"firstByteMs\" : 0");
    }

    @Test
    void streamsAtItsPace() {
        simulator.get().pace(new Pace(10, 1, 5));

        String body = simulator.send(simulator.post(PATH, STREAM)).body();

        assertThat(body).contains("\"content\":\" provider\"").endsWith("data: [DONE]\n\n");
    }

    @Test
    void noticesThatAClientLeaves() throws IOException {
        simulator.get().pace(new Pace(0, 1, 100_000));

        try (Socket socket = open(STREAM)) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            assertThat(counts().streams()).isEqualTo(1);
        }

        awaitAborted();
        assertThat(counts().streams()).isZero();
    }

    @Test
    void noticesThatAClientLeavesAHangingRequest() throws IOException {
        simulator.get().faults().put("hang", "{\"hang\":true}");

        Socket socket = open(WHOLE);
        for (int i = 0; i < MOST_POLLS && counts().open() == 0; i++) {
            get("/_sim/counts");
        }
        socket.close();

        awaitAborted();
    }

    @Test
    void doesNotWriteFasterThanItIsRead() throws IOException {
        simulator.get().pace(new Pace(0, 0, 200_000));

        try (Socket socket = open(STREAM)) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }

        awaitAborted();
        assertThat(counts().tokens()).isBetween(1L, 199_999L);
    }

    @Test
    void speaksHttp2WithoutTls() {
        HttpClient client = simulator
                .vertx()
                .createHttpClient(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false));

        HttpClientResponse response = client.request(
                        HttpMethod.POST, simulator.get().port(), "127.0.0.1", PATH)
                .compose(request -> send(request, STREAM))
                .toCompletionStage()
                .toCompletableFuture()
                .join();

        assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
    }

    @Test
    void saysWhenItsPortIsTaken() {
        int port = simulator.get().port();

        assertThatThrownBy(() -> Simulator.start(simulator.vertx(), "127.0.0.1", port))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("127.0.0.1:" + port + ": the port is taken");
    }

    @Test
    void listensAgainAtAPortThatWasClosed() {
        int port = FreePort.orElse("127.0.0.1", 0);
        String url = "http://127.0.0.1:" + port + PATH;

        for (int i = 0; i < 50; i++) {
            try (Simulator started = Simulator.start(simulator.vertx(), "127.0.0.1", port)) {
                HttpResponse<String> response =
                        simulator.send(simulator.post(PATH, WHOLE).uri(URI.create(url)));

                assertThat(started.port()).isEqualTo(port);
                assertThat(response.statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void doesNotKnowOtherPaths() {
        assertThat(simulator.send(simulator.post("/v1/images", "{}")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void goesOnWhereTheAssistantStopped() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},"
                + "{\"role\":\"assistant\",\"content\":\"This is the Serai\"}]}";

        assertThat(simulator.send(simulator.post(PATH, body)).body())
                .contains("\"content\":\" provider simulator (m). You said: Hi\"");
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, String body) {
        return request.putHeader("authorization", "Bearer any").send(Buffer.buffer(body));
    }

    private SimulatorCounts counts() {
        return simulator.get().counts();
    }

    private String get(String path) {
        return simulator.send(simulator.request(path)).body();
    }

    private void awaitAborted() {
        for (int i = 0; i < MOST_POLLS && counts().aborted() == 0; i++) {
            get("/_sim/counts");
        }
        assertThat(counts().aborted()).isEqualTo(1);
    }

    private Socket open(String body) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), simulator.get().port());
        OutputStream out = socket.getOutputStream();
        out.write(("POST " + PATH + " HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer any\r\ncontent-length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }
}
