package gateway.drill;

import gateway.app.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client that asks for a stream and reads nothing. */
final class StalledClient implements AutoCloseable {
    private static final int SMALL = 4_096;

    private final SocketChannel socket;

    private StalledClient(SocketChannel socket) {
        this.socket = socket;
    }

    static StalledClient ask(int port, String model) throws IOException {
        String body = "{\"model\":\"" + model
                + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        SocketChannel socket = SocketChannel.open();
        socket.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.write(ByteBuffer.wrap(("POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer "
                        + TestGateway.KEY + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8)));
        return new StalledClient(socket);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
