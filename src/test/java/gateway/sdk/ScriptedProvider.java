package gateway.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider that says what it is told to, one answer for each call, and notes what it is sent. Thread-safe. */
public final class ScriptedProvider implements AutoCloseable {
    private final HttpServer server;
    private final Deque<String> answers = new ConcurrentLinkedDeque<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** Starts it. */
    public ScriptedProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Says this next: an object, or frames of a stream. */
    public void say(String answer) {
        answers.add(answer);
    }

    /** The last request. */
    public String last() {
        return bodies.getLast();
    }

    /** The last request's path with its query, and its key. */
    public String called() {
        return calls.getLast();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            calls.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("api-key"));
            String answer = Objects.requireNonNull(answers.poll(), "nothing to say");
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("content-type", answer.startsWith("{") ? "application/json" : "text/event-stream");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
