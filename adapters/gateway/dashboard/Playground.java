package gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.Stage;
import gateway.admin.AdminCall;
import gateway.api.ClientHeaders;
import gateway.api.HttpCall;
import gateway.api.HttpCall.ManagementPart;
import gateway.api.HttpReply;
import gateway.http.OwnIngress;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.wire.JsonCodec;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Sends what an administrator typed to the client API as one of its clients would, and passes the answer on as it
 * comes. Takes {@code {"path": "/v1/...", "headers": {...}, "body": ...}}; the client's key is among the headers, and
 * is kept nowhere. The body is JSON, or a text that is sent as it is.
 */
public final class Playground implements Stage<AdminCall, HttpReply> {
    /** Tells the page that the answer is not the admin API's own. */
    private static final String MARK = "x-serai-playground";

    private static final int MOST_HEADERS = 32;

    private final OwnIngress ingress;

    /** Takes the way to the routes of the client API. */
    public Playground(OwnIngress ingress) {
        this.ingress = ingress;
    }

    @Override
    public HttpReply apply(AdminCall call) {
        ObjectNode asked = call.body();
        String path = asked.path("path").asText();
        String route = ingress.route(path);
        if (route == null) {
            throw new RefusedException(new Refusal.Malformed(
                    "'path' must be one that the client API takes by POST, such as /v1/chat/completions", "path"));
        }
        Map<String, String> headers = headers(asked.path("headers"));
        HttpCall outer = call.http();
        HttpCall inner = new HttpCall(
                outer.id(),
                route,
                outer.receivedNanos(),
                "POST",
                path,
                Map.of(),
                ClientHeaders.from(headers::get),
                body(asked.path("body")),
                outer.relay(),
                outer.cancellation(),
                ManagementPart.NONE,
                outer.streaming());
        HttpReply reply = ingress.run(inner);
        Map<String, String> marked = new LinkedHashMap<>(reply.headers());
        marked.put(MARK, path);
        marked.put("x-content-type-options", "nosniff");
        return new HttpReply(reply.status(), marked, reply.payload());
    }

    private static Map<String, String> headers(JsonNode given) {
        if (given.size() > MOST_HEADERS) {
            throw JsonCodec.malformed("'headers' may name " + MOST_HEADERS + " at most");
        }
        Map<String, String> headers = new HashMap<>();
        given.properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().asText()));
        return headers;
    }

    private static Buffer body(JsonNode body) {
        return Buffer.buffer(body.isTextual() ? body.asText() : body.toString());
    }
}
