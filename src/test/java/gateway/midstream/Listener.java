package gateway.midstream;

import gateway.app.TestGateway;
import gateway.failover.Client.Api;
import gateway.midstream.Heard.Event;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for one stream by a bare socket and notes when each of its events comes. Not thread-safe. */
final class Listener {
    private static final int LONGEST_MILLIS = 30_000;

    private final InputStream in;
    private final Api api;
    private final List<Event> events = new ArrayList<>();
    private final StringBuilder rest = new StringBuilder();
    private int status;
    private final Map<String, String> headers = new HashMap<>();

    private Listener(InputStream in, Api api) {
        this.in = in;
        this.api = api;
    }

    /** Asks with the demo key, and listens to the end. */
    static Heard ask(TestGateway gateway, Api api, String model, String mode) {
        URI url = URI.create(gateway.url());
        String body =
                "{\"model\":\"%s\",\"max_tokens\":400,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Tell me\"}]}"
                        .formatted(model);
        String request = String.join(
                        "\r\n",
                        "POST " + api.path() + " HTTP/1.1",
                        "host: 127.0.0.1",
                        "connection: close",
                        "authorization: Bearer " + TestGateway.KEY,
                        "x-serai-failover: " + mode,
                        "content-length: " + body.length())
                + "\r\n\r\n" + body;
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(LONGEST_MILLIS);
            long asked = System.nanoTime();
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new Listener(new BufferedInputStream(socket.getInputStream()), api).listen(asked);
        } catch (IOException e) {
            throw new AssertionError("asking for " + model, e);
        }
    }

    private Heard listen(long asked) {
        boolean whole = false;
        try {
            head();
            whole = body();
        } catch (IOException e) {
            // a reset is a torn end
        }
        return new Heard(
                asked,
                status,
                header("x-serai-decision"),
                header("x-serai-attempts"),
                events,
                !whole,
                System.nanoTime());
    }

    private void head() throws IOException {
        String first = line();
        status = first == null || first.length() < 12 ? 0 : Integer.parseInt(first, 9, 12, 10);
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
    }

    private String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Reads chunk by chunk; tells whether the last one came. */
    private boolean body() throws IOException {
        for (String size = line(); size != null; size = line()) {
            int bytes = Integer.parseInt(size, 16);
            byte[] chunk = in.readNBytes(bytes);
            long now = System.nanoTime();
            if (chunk.length < bytes || line() == null) {
                return false;
            }
            if (bytes == 0) {
                return true;
            }
            rest.append(new String(chunk, StandardCharsets.UTF_8));
            for (int end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n")) {
                events.add(Event.of(now, rest.substring(0, end), api));
                rest.delete(0, end + 1);
            }
        }
        return false;
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                line.setLength(Math.max(0, line.length() - 1));
                return line.toString();
            }
            line.append((char) next);
        }
        return null;
    }
}
