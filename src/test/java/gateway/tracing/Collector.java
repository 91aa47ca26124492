package gateway.tracing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes spans as a collector of OpenTelemetry does, and plays a provider that looks at its headers. Thread-safe. */
public final class Collector implements AutoCloseable {
    private static final String ANSWER = "{\"id\":\"c-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Well.\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}";

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<String> parents = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> raw = new ConcurrentLinkedQueue<>();

    private Collector(HttpServer server) {
        this.server = server;
    }

    /** One that listens on loopback. */
    public static Collector start() {
        try {
            Collector collector =
                    new Collector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            collector.server.createContext("/v1/traces", collector::take);
            collector.server.createContext("/chat/completions", collector::answer);
            collector.server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The section of the settings that sends spans here. */
    public String section(double sample) {
        return "tracing: {endpoint: 'http://" + address() + "/v1/traces', sample: " + sample + "}";
    }

    /** What has come, of all traces. */
    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /** What has come of one trace. */
    public List<Span> spans(String traceId) {
        return spans.stream().filter(span -> id(span).equals(traceId)).toList();
    }

    /** The {@code traceparent}s that the provider was sent; empty texts where there was none. */
    public List<String> parents() {
        return List.copyOf(parents);
    }

    /** All bytes of spans, as text. */
    public String raw() {
        return String.join("", raw);
    }

    /** Id of a span's trace, in hexadecimal. */
    public static String id(Span span) {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    /** An attribute as text; empty where there is none. */
    public static String attribute(Span span, String key) {
        for (KeyValue each : span.getAttributesList()) {
            if (each.getKey().equals(key)) {
                return text(each.getValue());
            }
        }
        return "";
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(Collector::text)
                        .toList()
                        .toString();
            default -> value.toString();
        };
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        raw.add(new String(body, StandardCharsets.ISO_8859_1));
        ExportTraceServiceRequest.parseFrom(body)
                .getResourceSpansList()
                .forEach(resource -> resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
        reply(exchange, "application/x-protobuf", new byte[0]);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String parent = exchange.getRequestHeaders().getFirst("traceparent");
        parents.add(parent == null ? "" : parent);
        reply(exchange, "application/json", ANSWER.getBytes(StandardCharsets.UTF_8));
    }

    private static void reply(HttpExchange exchange, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("content-type", type);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
