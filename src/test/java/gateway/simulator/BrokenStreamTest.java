package gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.http.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.eventstream.MessageDecoder;

/** Streams that talk garbage or fall silent in their middle do so in every dialect. */
class BrokenStreamTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int PATIENCE_MILLIS = 200;
    private static final String TEXT = "\"text\":\"one two three four five\"";

    @RegisterExtension
    final RunningSimulator simulator = new RunningSimulator();

    /** Each dialect with a request of its own. */
    enum Call {
        OPENAI("/v1/chat/completions", "\"model\":\"m\",\"stream\":true,\"messages\":", "{\"role\":\"user\",%s\"Hi\"}"),
        ANTHROPIC(
                "/v1/messages",
                "\"model\":\"m\",\"max_tokens\":9,\"stream\":true,\"messages\":",
                "{\"role\":\"user\",%s\"Hi\"}"),
        GEMINI(
                "/v1beta/models/m:streamGenerateContent?alt=sse",
                "\"contents\":",
                "{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}"),
        BEDROCK("/model/m/converse-stream", "\"messages\":", "{\"role\":\"user\",%s[{\"text\":\"Hi\"}]}");

        private final String path;
        private final String body;

        Call(String path, String fields, String message) {
            this.path = path;
            this.body = "{" + fields + "[" + message.formatted("\"content\":") + "]}";
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsGarbageInPlaceOfOneChunk(Call call) throws Exception {
        fault("\"garbageAfterChunks\":2");

        String body = new String(bytes(call), StandardCharsets.ISO_8859_1);

        assertThat(body.split("<html>", -1)).hasSize(2);
        assertThat(body).contains("one", " two", " four", " five").doesNotContain("three");
        assertThat(body.indexOf("<html>")).isBetween(body.indexOf(" two"), body.indexOf(" four"));
        assertThat(simulator.get().counts().failed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void sendsGarbageInPlaceOfTheBeginningOrTheEnd(Call call) throws Exception {
        fault("\"garbageAfterChunks\":0");
        String first = new String(bytes(call), StandardCharsets.ISO_8859_1);
        fault("\"garbageAfterChunks\":5");
        String last = new String(bytes(call), StandardCharsets.ISO_8859_1);

        assertThat(first).contains("<html>", " two").doesNotContain("one");
        assertThat(last).contains("one", " five").containsPattern("<html>[^{]*$");
    }

    @ParameterizedTest
    @EnumSource
    void fallsSilentAndKeepsTheConnection(Call call) throws Exception {
        fault("\"stallAfterChunks\":2");

        String heard = untilSilence(call, " two");

        assertThat(heard).contains("one", " two").doesNotContain("three");
        assertThat(Waiting.until(LONG, () -> simulator.get().counts().aborted() == 1))
                .isTrue();
        assertThat(simulator.get().counts().tokens()).isEqualTo(2);
    }

    @Test
    void fallsSilentAtOnceAndAtAPace() throws Exception {
        simulator.get().pace(new Pace(0, 1, 0));
        fault("\"stallAfterChunks\":0");
        assertThat(untilSilence(Call.OPENAI, "\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("text/event-stream")
                .doesNotContain("data:");

        fault("\"stallAfterChunks\":3");
        assertThat(untilSilence(Call.ANTHROPIC, " three")).contains(" three").doesNotContain(" four");
    }

    @Test
    void noReaderOfBedrocksFramesTakesTheGarbage() throws Exception {
        fault("\"garbageAfterChunks\":3");
        byte[] body = bytes(Call.BEDROCK);

        assertThatThrownBy(() -> new MessageDecoder(message -> {}).feed(body)).hasMessageContaining("checksum");
    }

    private void fault(String fields) {
        simulator.get().faults().put("fault", "{" + fields + "," + TEXT + "}");
    }

    private byte[] bytes(Call call) throws IOException, InterruptedException {
        return simulator
                .client()
                .send(simulator.post(call.path, call.body).build(), BodyHandlers.ofByteArray())
                .body();
    }

    /** What comes until the last words that are awaited, and after them; fails at an end. */
    private String untilSilence(Call call, String last) throws IOException {
        String head = String.join(
                "\r\n",
                "POST " + call.path + " HTTP/1.1",
                "host: 127.0.0.1",
                "authorization: Bearer any",
                "x-api-key: any",
                "x-goog-api-key: any",
                "anthropic-version: 2023-06-01",
                "content-length: " + call.body.length());
        StringBuilder heard = new StringBuilder();
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), simulator.get().port())) {
            socket.setSoTimeout((int) LONG.toMillis());
            socket.getOutputStream().write((head + "\r\n\r\n" + call.body).getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[4096];
            try {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    heard.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                    if (heard.indexOf(last) >= 0) {
                        socket.setSoTimeout(PATIENCE_MILLIS);
                    }
                }
            } catch (SocketTimeoutException silence) {
                return heard.toString();
            }
        }
        throw new AssertionError("the stream has ended: " + heard);
    }
}
