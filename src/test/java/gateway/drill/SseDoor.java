package gateway.drill;

import gateway.app.TestGateway;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Server-sent events over HTTP/1.1, a connection for each stream. */
final class SseDoor implements Door {
    private static final String CONTENT = "\"content\":\"";
    private static final int MANY = 20_000;

    private final String name;
    private final HttpClient client;
    private final RequestOptions options;
    private final AtomicInteger sockets = new AtomicInteger();

    /**
     * Opens nothing yet.
     *
     * @param port of a gateway, or of a provider in OpenAI's format
     */
    SseDoor(String name, Vertx vertx, int port) {
        this.name = name;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions().setTcpNoDelay(true))
                .with(new PoolOptions().setHttp1MaxSize(MANY))
                .withConnectHandler(connection -> {
                    sockets.incrementAndGet();
                    connection.closeHandler(closed -> sockets.decrementAndGet());
                })
                .build();
        this.options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/v1/chat/completions")
                .putHeader("authorization", "Bearer " + TestGateway.KEY);
    }

    /** What is in an event's {@code content}; empty if there is none. Texts have no quotes in this drill. */
    static String content(String json) {
        int from = json.indexOf(CONTENT);
        return from < 0 ? "" : json.substring(from + CONTENT.length(), json.indexOf('"', from + CONTENT.length()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void ask(String body, Listener listener) {
        client.request(options)
                .compose(request -> request.send(body))
                .onFailure(lost -> listener.broken(lost.toString()))
                .onSuccess(response -> listen(response, listener));
    }

    @Override
    public int sockets() {
        return sockets.get();
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void listen(HttpClientResponse response, Listener listener) {
        Events events = new Events(listener);
        if (response.statusCode() != 200) {
            response.body().onComplete(done -> events.broken(response.statusCode() + " " + done.result()));
            return;
        }
        response.handler(events::more);
        response.exceptionHandler(lost -> events.broken(lost.toString()));
        response.endHandler(end -> events.broken("it ended without [DONE]"));
    }

    /** The events of one response. */
    private static final class Events {
        private final Listener listener;
        private final StringBuilder rest = new StringBuilder();
        private boolean over;

        Events(Listener listener) {
            this.listener = listener;
        }

        void more(Buffer bytes) {
            rest.append(bytes.toString(StandardCharsets.UTF_8));
            int from = 0;
            int to = rest.indexOf("\n\n");
            while (to >= 0 && !over) {
                event(rest.substring(from, to));
                from = to + 2;
                to = rest.indexOf("\n\n", from);
            }
            rest.delete(0, from);
        }

        void broken(String reason) {
            if (!over) {
                over = true;
                listener.broken(reason);
            }
        }

        private void event(String event) {
            if (event.equals("data: [DONE]")) {
                over = true;
                listener.end();
            } else if (event.startsWith("data: {\"error\"")) {
                broken(event);
            } else {
                String text = content(event);
                if (!text.isEmpty()) {
                    listener.text(text);
                }
            }
        }
    }
}
