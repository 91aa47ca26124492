package gateway.secret;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider in OpenAI's dialect on loopback that lets some keys in, and quotes any other in its refusal. */
public final class KeyedProvider implements AutoCloseable {
    private static final String WHOLE = """
            {"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop",\
            "message":{"role":"assistant","content":"Good morning"}}],\
            "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""";
    private static final String CHUNK = """
            data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m",\
            "choices":[{"index":0,"delta":{"content":"Good morning"},"finish_reason":%s}]}

            """;
    private static final String STREAM = CHUNK.formatted("null") + CHUNK.formatted("\"stop\"") + "data: [DONE]\n\n";
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final HttpServer server;
    private volatile Set<String> keys;

    private KeyedProvider(HttpServer server, Set<String> keys) {
        this.server = server;
        this.keys = keys;
    }

    /** Starts one that lets these in. */
    public static KeyedProvider start(String... keys) {
        try {
            KeyedProvider provider = new KeyedProvider(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100), Set.of(keys));
            provider.server.setExecutor(provider.threads);
            provider.server.createContext("/", provider::answer);
            provider.server.start();
            return provider;
        } catch (IOException e) {
            throw new IllegalStateException("loopback has no free port", e);
        }
    }

    /** {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Lets these in from now on, and no others. */
    public void accept(String... valid) {
        keys = Set.of(valid);
    }

    /** Calls that were answered. */
    public int served() {
        return served.get();
    }

    /** Calls that were refused. */
    public int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String shown = exchange.getRequestHeaders().getFirst("authorization");
            String key = shown == null ? "" : shown.replace("Bearer ", "");
            if (!keys.contains(key)) {
                refused.incrementAndGet();
                reply(exchange, 401, "application/json", refusal(key));
            } else if (asked.contains("\"stream\":true")) {
                served.incrementAndGet();
                reply(exchange, 200, "text/event-stream", STREAM);
            } else {
                served.incrementAndGet();
                reply(exchange, 200, "application/json", WHOLE);
            }
        }
    }

    private static String refusal(String key) {
        return """
            {"error":{"message":"Incorrect API key provided: %s","type":"invalid_request_error","code":"invalid_api_key"}}""".formatted(key);
    }

    private static void reply(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
