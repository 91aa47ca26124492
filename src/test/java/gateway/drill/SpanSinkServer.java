package gateway.drill;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;

/**
 * A collector that reads spans and drops them unseen, so that next to nothing of the machine goes to it. Thread-safe.
 */
final class SpanSinkServer implements AutoCloseable {
    private final HttpServer server;
    private final LongAdder bytes = new LongAdder();

    /** One that listens on loopback. */
    SpanSinkServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            try (exchange;
                    InputStream body = exchange.getRequestBody()) {
                bytes.add(body.transferTo(OutputStream.nullOutputStream()));
                exchange.getResponseHeaders().add("content-type", "application/x-protobuf");
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    /** The section of the settings that sends spans here. */
    String section(double sample) {
        return "tracing: {endpoint: 'http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces', sample: "
                + sample + "}";
    }

    /** Bytes of spans that have come. */
    long bytes() {
        return bytes.sum();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
