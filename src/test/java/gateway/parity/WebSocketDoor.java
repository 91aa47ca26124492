package gateway.parity;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.websocket.Talk;
import gateway.wire.JsonCodec;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** {@code /v1/chat/ws}, by a connection for each request. */
final class WebSocketDoor implements Door {
    private static final Set<String> ENDS = Set.of("end", "error", "cancelled");

    private final EmbeddedSite site;
    private final Vertx vertx;
    private final boolean streams;

    WebSocketDoor(EmbeddedSite site, Vertx vertx, boolean streams) {
        this.site = site;
        this.vertx = vertx;
        this.streams = streams;
    }

    @Override
    public String id() {
        return streams ? "websocket-stream" : "websocket-whole";
    }

    @Override
    public String name() {
        return streams ? "WebSocket, streamed" : "WebSocket, whole";
    }

    @Override
    public String route() {
        return "websocket-chat";
    }

    @Override
    public boolean streams() {
        return streams;
    }

    @Override
    public Site site() {
        return site;
    }

    @Override
    public Answer ask(Ask ask) {
        try (Talk talk = Talk.open(vertx, site.gateway(), Map.of("authorization", "Bearer " + ask.key()))) {
            ask.connected().run();
            talk.request(ask.id(), JsonCodec.MAPPER.valueToTree(ask.headers()).toString(), ask.json(streams, true));
            if (streams) {
                JsonNode first = talk.first(each -> isText(each) || ENDS.contains(type(each)));
                if (isText(first)) {
                    ask.begun().run();
                }
            }
            talk.first(each -> ENDS.contains(type(each)) || each.has("body"));
            return read(talk.heard(ask.id()));
        } catch (CompletionException e) {
            if (e.getCause() instanceof UpgradeRejectedException rejected) {
                return Answer.refused(
                        rejected.getStatus(),
                        String.valueOf(rejected.getHeaders().get("x-serai-code")));
            }
            throw e;
        }
    }

    private static Answer read(Iterable<JsonNode> messages) {
        Pieces pieces = new Pieces();
        for (JsonNode each : messages) {
            switch (type(each)) {
                case "chunk" -> pieces.add(each.path("chunk"));
                case "response" -> pieces.add(each.path("body"));
                case "error" -> {
                    if (each.has("status")) {
                        return Answer.refused(
                                each.path("status").asInt(),
                                each.path("headers").path("x-serai-code").asText());
                    }
                    pieces.fail(each.path("error"));
                }
                default -> {}
            }
        }
        return pieces.answer();
    }

    private static boolean isText(JsonNode message) {
        return type(message).equals("chunk")
                && !message.at("/chunk/choices/0/delta/content").asText("").isEmpty();
    }

    private static String type(JsonNode message) {
        return message.path("type").asText();
    }
}
