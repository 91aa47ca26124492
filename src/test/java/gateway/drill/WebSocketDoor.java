package gateway.drill;

import gateway.app.TestGateway;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Messages of {@code /v1/chat/ws}, several streams on each connection. */
final class WebSocketDoor implements Door {
    private static final String ID = "\"id\":\"";
    private static final int MANY = 10_000;

    private final WebSocketClient client;
    private final WebSocketConnectOptions options;
    private final int streams;
    private final List<Line> lines = new ArrayList<>();
    private int asked;

    /**
     * Opens nothing yet.
     *
     * @param streams on one connection at once
     */
    WebSocketDoor(Vertx vertx, int port, int streams) {
        this.streams = streams;
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(MANY));
        this.options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/v1/chat/ws")
                .addHeader("authorization", "Bearer " + TestGateway.KEY);
    }

    @Override
    public String name() {
        return "WebSocket";
    }

    @Override
    public void ask(String body, Listener listener) {
        asked++;
        Line line = lines.stream().filter(Line::hasRoom).findFirst().orElseGet(this::connect);
        line.ask(Integer.toString(asked), body, listener);
    }

    @Override
    public int sockets() {
        return lines.size();
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
    }

    private Line connect() {
        Line line = new Line(client.connect(options), streams);
        lines.add(line);
        return line;
    }

    /** One connection. */
    private static final class Line {
        private final Future<WebSocket> socket;
        private final int most;
        private final Map<String, Listener> open = new ConcurrentHashMap<>();

        Line(Future<WebSocket> socket, int most) {
            this.socket = socket;
            this.most = most;
            socket.onSuccess(connected -> {
                connected.textMessageHandler(this::hear);
                connected.closeHandler(closed -> lost("the connection was closed"));
            });
            socket.onFailure(failed -> lost(failed.toString()));
        }

        boolean hasRoom() {
            return open.size() < most;
        }

        void ask(String id, String body, Listener listener) {
            open.put(id, listener);
            socket.onSuccess(connected ->
                    connected.writeTextMessage("{\"type\":\"request\",\"id\":\"" + id + "\",\"body\":" + body + "}"));
        }

        private void hear(String message) {
            int from = message.indexOf(ID) + ID.length();
            String id = message.substring(from, message.indexOf('"', from));
            Listener listener = open.get(id);
            if (listener == null) {
                return;
            }
            if (message.startsWith("{\"type\":\"chunk\"")) {
                String text = SseDoor.content(message);
                if (!text.isEmpty()) {
                    listener.text(text);
                }
            } else if (message.startsWith("{\"type\":\"end\"")) {
                open.remove(id);
                listener.end();
            } else if (message.startsWith("{\"type\":\"error\"")) {
                open.remove(id);
                listener.broken(message);
            }
        }

        private void lost(String reason) {
            open.values().forEach(listener -> listener.broken(reason));
            open.clear();
        }
    }
}
