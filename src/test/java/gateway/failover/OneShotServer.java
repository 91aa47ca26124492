package gateway.failover;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenAI-like provider whose connections die at a request, without a byte, after they have answered so many. */
final class OneShotServer implements AutoCloseable {
    private static final String WHOLE =
            "{\"id\":\"a\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"Well.\"},\"finish_reason\":\"stop\"}],"
                    + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}}";
    private static final String STREAM =
            "data: {\"id\":\"a\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                    + "\"delta\":{\"role\":\"assistant\",\"content\":\"Well.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    private final ServerSocket server;
    private final int answers;
    private final End end;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    private OneShotServer(ServerSocket server, int answers, End end) {
        this.server = server;
        this.answers = answers;
        this.end = end;
    }

    /** How a connection dies. */
    enum End {
        CLOSE,
        RESET
    }

    static OneShotServer start(int answers, End end) {
        try {
            OneShotServer started =
                    new OneShotServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answers, end);
            Thread.ofPlatform().daemon().start(started::accept);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed: the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int answered = 0; ; answered++) {
                String body = request(in);
                requests.incrementAndGet();
                if (answered == answers) {
                    if (end == End.RESET) {
                        socket.setSoLinger(true, 0);
                    }
                    return;
                }
                boolean stream = body.contains("\"stream\":true");
                String text = stream ? STREAM : WHOLE;
                String head = "HTTP/1.1 200 OK\r\ncontent-type: " + (stream ? "text/event-stream" : "application/json")
                        + "\r\ncontent-length: " + text.length() + "\r\n\r\n";
                socket.getOutputStream().write((head + text).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // the gateway has closed it
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no more requests");
            }
            head.append((char) next);
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int from = lower.indexOf("content-length: ") + "content-length: ".length();
        int length = Integer.parseInt(lower.substring(from, lower.indexOf("\r\n", from)));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
