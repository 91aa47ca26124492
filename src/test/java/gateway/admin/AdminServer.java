package gateway.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gateway.decision.StoredDecision;
import gateway.feedback.Feedback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The admin API on a port of loopback, over stores in memory. */
public final class AdminServer implements AutoCloseable {
    private final AdminApi api = new AdminApi();
    private final HttpServer server;

    /** Starts it. */
    public AdminServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The built-in administrator's key. */
    public String adminKey() {
        return AdminApi.ADMIN_KEY;
    }

    /** Whether a client's key is valid. */
    public boolean knows(String key) {
        return api.snapshot.find(key) != null;
    }

    /** Keeps a decision, and what was said of it. */
    public void keep(StoredDecision decision, Feedback said) {
        api.decisions.append(List.of(decision));
        api.feedback.add(said);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("authorization");
        Map<String, String> headers = new HashMap<>();
        put(headers, "accept", exchange.getRequestHeaders().getFirst("accept"));
        put(headers, "if-match", exchange.getRequestHeaders().getFirst("if-match"));
        AdminApi.Answer answer = api.call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                authorization == null ? null : authorization.substring("Bearer ".length()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                headers);
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
