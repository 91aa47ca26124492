package gateway.drill;

import gateway.app.TestGateway;
import gateway.drill.RollingTraffic.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client by WebSocket that keeps its connection as long as it may, and sends a request again, by another one, that
 * a connection was closed on with 1001 before there was any answer: such a request was not taken.
 */
final class RollingSocket implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int GOING_AWAY = 1001;

    private final HttpClient http;
    private final Supplier<Target> targets;
    private @Nullable Line line;
    private int asked;

    /** Connects with the first request. */
    RollingSocket(HttpClient http, Supplier<Target> targets) {
        this.http = http;
        this.targets = targets;
    }

    /**
     * Asks for a stream and reads it to its end.
     *
     * @throws IOException if it does not come to a good end
     */
    void stream(String body) throws IOException, InterruptedException {
        String request = "{\"type\":\"request\",\"id\":\"" + ++asked + "\",\"body\":" + body + "}";
        while (true) {
            Line now = line == null ? connect() : line;
            line = now;
            if (now.sends(request) && read(now)) {
                return;
            }
            line = null;
        }
    }

    /** False if the request was not taken. */
    private boolean read(Line now) throws IOException, InterruptedException {
        boolean begun = false;
        boolean last = false;
        while (true) {
            String message = now.heard.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
            if (message == null) {
                throw new IOException("nothing came for " + LONGEST);
            }
            if (message.equals(Line.AWAY) && !begun) {
                return false;
            }
            if (message.startsWith("{\"type\":\"end\"")) {
                if (last) {
                    close();
                }
                return true;
            }
            if (!message.startsWith("{\"type\":\"chunk\"") && !message.startsWith("{\"type\":\"response\"")) {
                close();
                throw new IOException(message);
            }
            begun = true;
            last |= message.startsWith("{\"type\":\"response\"") && message.contains("\"connection\":\"close\"");
        }
    }

    private Line connect() throws IOException {
        URI to = targets.get().client();
        Line made = new Line();
        try {
            made.socket = http.newWebSocketBuilder()
                    .header("authorization", "Bearer " + TestGateway.KEY)
                    .buildAsync(URI.create("ws://" + to.getAuthority() + "/v1/chat/ws"), made)
                    .join();
            return made;
        } catch (CompletionException e) {
            throw new IOException("no connection", e.getCause());
        }
    }

    @Override
    public void close() {
        Line now = line;
        line = null;
        if (now != null && now.socket != null) {
            now.socket.abort();
        }
    }

    /** One connection. */
    private static final class Line implements WebSocket.Listener {
        static final String AWAY = "away";

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private volatile @Nullable WebSocket socket;

        /** False if the connection has been closed in order before. */
        boolean sends(String text) {
            WebSocket open = socket;
            if (open == null || AWAY.equals(heard.peek())) {
                return false;
            }
            // what could not be sent is told by the end of the connection
            open.sendText(text, true).exceptionally(lost -> open);
            return true;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                heard.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            heard.add(code == GOING_AWAY ? AWAY : "closed with " + code);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket from, Throwable lost) {
            heard.add("lost: " + lost);
        }
    }
}
