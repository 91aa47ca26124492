package gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.http.Gauges;
import gateway.http.Waiting;
import gateway.simulator.Pace;
import io.vertx.core.Vertx;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A client that does not answer pings has gone, and so have its calls. */
class PingTest {
    private static final String MODEL = "claude-sonnet-4-5";
    private static final int TEXT = 0x81;
    private static final int PING = 0x89;

    @Test
    void cutsWhoDoesNotAnswerAndAbortsItsCalls() throws IOException {
        Vertx vertx = Vertx.vertx();
        try (TestGateway gateway = TestGateway.start(
                        "gateway:\n  websocket: {ping: 3s}\n  failover: {first-token-minimum: 20s}\n");
                Talk answers = Talk.open(vertx, gateway)) {
            answers.request("first", Client.body(MODEL, true));
            answers.first("first", "end");
            gateway.simulator().pace(new Pace(0, 500, 5_000));
            long before = gateway.simulator().counts().aborted();
            Heard heard = new Heard(0, 0);
            try (Socket silent = new Socket(
                    InetAddress.getLoopbackAddress(), URI.create(gateway.url()).getPort())) {
                DataOutputStream out = new DataOutputStream(silent.getOutputStream());
                DataInputStream in = new DataInputStream(silent.getInputStream());
                connect(out, in);
                request(out, Client.body(MODEL, true));
                heard = untilTheEnd(in);
            }

            assertThat(heard.pings()).isEqualTo(1);
            assertThat(heard.messages()).isGreaterThan(1);
            Waiting.until(Talk.LONG, () -> gateway.simulator().counts().aborted() > before);
            assertThat(gateway.simulator().counts().aborted()).isEqualTo(before + 1);
            assertThat(Waiting.until(Talk.LONG, () -> Gauges.of(gateway).idle()))
                    .isTrue();
            answers.request("a", Client.body(MODEL, true));
            answers.first("a", "chunk");
            answers.cancel("a");
            answers.first("a", "cancelled");
        } finally {
            Talk.await(vertx.close());
        }
    }

    /** Frames that came. */
    private record Heard(int pings, int messages) {}

    /** Reads as a client does that takes everything, but never says a word. */
    private static Heard untilTheEnd(DataInputStream in) {
        int pings = 0;
        int messages = 0;
        try {
            while (true) {
                int kind = in.readUnsignedByte();
                int length = in.readUnsignedByte();
                in.skipNBytes(length == 126 ? in.readUnsignedShort() : length);
                if (kind == PING) {
                    pings++;
                } else {
                    messages++;
                }
            }
        } catch (IOException cut) {
            return new Heard(pings, messages);
        }
    }

    private static void connect(DataOutputStream out, DataInputStream in) throws IOException {
        out.writeBytes("GET " + WebSocketIngress.PATH + " HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\n"
                + "connection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "authorization: Bearer " + TestGateway.KEY + "\r\n\r\n");
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        assertThat(head).startsWith("HTTP/1.1 101");
    }

    /** One text frame, masked with zeros. */
    private static void request(DataOutputStream out, String body) throws IOException {
        byte[] message = ("{\"type\":\"request\",\"id\":\"s\",\"body\":" + body + "}").getBytes(StandardCharsets.UTF_8);
        out.writeByte(TEXT);
        out.writeByte(0x80 | 126);
        out.writeShort(message.length);
        out.writeInt(0);
        out.write(message);
    }
}
