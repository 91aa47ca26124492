package gateway.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gateway.api.HttpReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives the gateway's replies one after the other, the last one for ever. */
final class ScriptedServer implements AutoCloseable {
    private final HttpServer server;
    private final List<HttpReply> replies;
    private final AtomicInteger requests = new AtomicInteger();

    private ScriptedServer(HttpServer server, List<HttpReply> replies) {
        this.server = server;
        this.replies = replies;
    }

    static ScriptedServer start(HttpReply... replies) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedServer started = new ScriptedServer(server, List.of(replies));
            server.createContext("/", started::serve);
            server.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            HttpReply reply = replies.get(Math.min(requests.getAndIncrement(), replies.size() - 1));
            HttpReply.Payload.Bytes body = (HttpReply.Payload.Bytes) reply.payload();
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), body.body().length());
            exchange.getResponseBody().write(body.body().getBytes());
        }
    }
}
