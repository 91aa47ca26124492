package gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that sends the very bytes it is given, and never waits longer than ten seconds for an answer. */
final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    /** Connects to the host and port of a URL. */
    static RawClient connect(String url) throws IOException {
        return connect(url, 64 * 1024);
    }

    /** Connects with a receive buffer of about so many bytes. */
    static RawClient connect(String url, int receiveBuffer) throws IOException {
        URI uri = URI.create(url);
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), TIMEOUT_MILLIS);
        return new RawClient(socket);
    }

    /** One POST with a JSON body and the key, on a connection of its own; everything that comes back. */
    static String post(String url, String path, String key, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (RawClient client = connect(url)) {
            client.send(head("POST", path, key) + "content-length: " + bytes.length + "\r\nconnection: close\r\n\r\n");
            client.send(bytes);
            return client.all();
        }
    }

    /** The beginning of a request's head, without the empty line. */
    static String head(String method, String path, String key) {
        return method + " " + path + " HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
                + (key.isEmpty() ? "" : "authorization: Bearer " + key + "\r\n");
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** What comes until a text has come, or the other side has closed. */
    String until(String end) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] some = new byte[8_192];
        while (!read.toString(StandardCharsets.UTF_8).contains(end)) {
            int length = in.read(some);
            if (length < 0) {
                break;
            }
            read.write(some, 0, length);
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Everything that comes until the other side closes. */
    String all() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Everything that comes until the other side closes or resets. */
    String drain() {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] some = new byte[64 * 1024];
        try {
            InputStream in = socket.getInputStream();
            for (int length = in.read(some); length >= 0; length = in.read(some)) {
                read.write(some, 0, length);
            }
        } catch (IOException e) {
            // a reset ends it too
            return read.toString(StandardCharsets.ISO_8859_1);
        }
        return read.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
