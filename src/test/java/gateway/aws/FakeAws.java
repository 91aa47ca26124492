package gateway.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Parameter Store and Secrets Manager on loopback, as the SDK speaks to them (AWS JSON 1.1), with the events that
 * EventBridge would send, and with faults. Thread-safe.
 */
public final class FakeAws implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final FakeParameters parameters = new FakeParameters((kind, detail) -> announce("aws.ssm", kind, detail));
    private final SecretOperations secrets =
            new SecretOperations((kind, detail) -> announce("aws.secretsmanager", kind, detail));
    private final List<Consumer<String>> targets = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;

    /** What goes wrong with every call. */
    public enum Fault {
        NONE,
        /** Calls come too fast. */
        THROTTLED,
        /** Status 500. */
        BROKEN,
        /** No answer at all. */
        SILENT,
        /** An answer that is no JSON. */
        GARBAGE
    }

    private FakeAws() {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.bodyHandler(body -> handle(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Starts on a free port. */
    public static FakeAws start() {
        return new FakeAws();
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Puts a parameter by hand. */
    public void put(String name, String value) {
        FakeParameters.Held before = parameters.find(name);
        parameters.put(name, before == null ? "String" : null, value, true);
    }

    /** Makes a parameter of a type by hand. */
    public void put(String name, String type, String value) {
        parameters.put(name, type, value, true);
    }

    /** Deletes a parameter by hand. */
    public void remove(String name) {
        parameters.remove(name);
    }

    /** The value of a parameter; null if there is none. */
    public @Nullable String value(String name) {
        FakeParameters.Held parameter = parameters.find(name);
        return parameter == null ? null : parameter.value();
    }

    /** Creates or changes a secret. */
    public void secret(String name, String value) {
        secrets.put(name, value);
    }

    /** Sends events, as JSON, to a target from now on. */
    public void events(Consumer<String> target) {
        targets.add(target);
    }

    /** Lets every call go wrong from now on. */
    public void fault(Fault next) {
        fault = next;
    }

    /** Lets one operation fail from now on, such as {@code PutParameter}. */
    public void refuse(String operation) {
        refused.add(operation);
    }

    /** How often an operation was called. */
    public int calls(String operation) {
        return calls.getOrDefault(operation, 0);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void handle(HttpServerRequest request, Buffer body) {
        String target = Objects.requireNonNullElse(request.getHeader("X-Amz-Target"), "");
        String operation = target.substring(target.indexOf('.') + 1);
        calls.merge(operation, 1, Integer::sum);
        switch (fault) {
            case NONE -> answer(request, target, operation, body);
            case THROTTLED -> refuse(request, 400, "ThrottlingException", "Rate exceeded");
            case BROKEN -> refuse(request, 500, "InternalServerError", "");
            case SILENT -> {
                // the client is left waiting
            }
            case GARBAGE -> reply(request, 200, "<html>");
        }
    }

    private void answer(HttpServerRequest request, String target, String operation, Buffer body) {
        try {
            if (request.getHeader("Authorization") == null) {
                throw new FakeError("MissingAuthenticationTokenException", "Missing Authentication Token");
            }
            if (refused.contains(operation)) {
                throw new FakeError("AccessDeniedException", "Not allowed");
            }
            JsonNode asked = JSON.readTree(body.getBytes());
            ObjectNode answer = target.startsWith("AmazonSSM.")
                    ? parameters.answer(operation, asked)
                    : secrets.answer(operation, asked);
            reply(request, 200, JSON.writeValueAsString(answer));
        } catch (FakeError e) {
            refuse(request, 400, e.type(), Objects.requireNonNullElse(e.getMessage(), ""));
        } catch (java.io.IOException e) {
            refuse(request, 400, "SerializationException", "");
        }
    }

    private static void refuse(HttpServerRequest request, int status, String type, String message) {
        reply(
                request,
                status,
                JSON.createObjectNode()
                        .put("__type", type)
                        .put("message", message)
                        .toString());
    }

    private static void reply(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .end(body);
    }

    private void announce(String source, String kind, ObjectNode detail) {
        ObjectNode event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", kind)
                .put("source", source)
                .put("account", "000000000000")
                .put("time", Instant.now().toString())
                .put("region", "eu-central-1");
        event.putArray("resources");
        event.set("detail", detail);
        try {
            String text = JSON.writeValueAsString(event);
            targets.forEach(target -> target.accept(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }
}
