package gateway.failover;

import gateway.app.TestGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A client of the gateway that notices how an answer ends. Thread-safe. */
public final class Client {
    private static final int LONGEST_MILLIS = 30_000;

    private final TestGateway gateway;

    /** Takes whom it calls. */
    public Client(TestGateway gateway) {
        this.gateway = gateway;
    }

    /** The two formats that clients speak. */
    public enum Api {
        OPENAI("/v1/chat/completions"),
        ANTHROPIC("/v1/messages");

        private final String path;

        Api(String path) {
            this.path = path;
        }

        /** Below the base URL. */
        public String path() {
            return path;
        }
    }

    /**
     * How it went.
     *
     * @param torn whether the connection broke before the body's end
     * @param took from the request to the end of the answer
     */
    public record Reply(int status, Map<String, String> headers, String body, boolean torn, Duration took) {
        /** A header; empty where there is none. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Asks for a whole answer in OpenAI's format. */
    public Reply ask(String model) {
        return ask(Api.OPENAI, model, false, Map.of());
    }

    /** Asks the demo tenant's question. */
    public Reply ask(Api api, String model, boolean stream, Map<String, String> headers) {
        return send(gateway.url(), "POST", api.path(), TestGateway.KEY, headers, body(model, stream));
    }

    /** Sends any body with any key. */
    public Reply post(Api api, String key, Map<String, String> headers, String body) {
        return send("POST", api.path(), key, headers, body);
    }

    /** Sends anything to the client API. */
    public Reply send(String method, String path, String key, Map<String, String> headers, String body) {
        return send(gateway.url(), method, path, key, headers, body);
    }

    /** Asks for vectors. */
    public Reply embed(String key, Map<String, String> headers, String body) {
        return send(gateway.url(), "POST", "/v1/embeddings", key, headers, body);
    }

    /** Says what an answer was worth. */
    public Reply feedback(String body) {
        return send(gateway.url(), "POST", "/v1/feedback", TestGateway.KEY, Map.of(), body);
    }

    /** Reads from the management port with the admin's key. */
    public Reply read(String path, Map<String, String> headers) {
        return send(gateway.managementUrl(), "GET", path, TestGateway.ADMIN_KEY, headers, "");
    }

    /** Calls the management port with a key. */
    public Reply admin(String method, String path, String key, String body) {
        return send(gateway.managementUrl(), method, path, key, Map.of(), body);
    }

    /** The question as both formats write it. */
    public static String body(String model, boolean stream) {
        return "{\"model\":\"%s\",\"max_tokens\":64,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"
                .formatted(model, stream);
    }

    /** By a bare socket: other clients throw away what came before a connection broke. */
    private static Reply send(
            String base, String method, String path, String key, Map<String, String> headers, String body) {
        URI url = URI.create(base);
        StringBuilder head = new StringBuilder(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\nauthorization: Bearer ")
                .append(key)
                .append("\r\ncontent-length: ")
                .append(body.length())
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        long started = System.nanoTime();
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(LONGEST_MILLIS);
            socket.getOutputStream().write((head + "\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return read(all, Duration.ofNanos(System.nanoTime() - started));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply read(String all, Duration took) {
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            return new Reply(0, Map.of(), all, true, took);
        }
        List<String> lines = all.substring(0, end).lines().toList();
        Map<String, String> headers = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int status = Integer.parseInt(lines.getFirst().substring(9, 12));
        String rest = all.substring(end + 4);
        String length = headers.get("content-length");
        if (length != null) {
            return new Reply(status, headers, rest, rest.length() < Integer.parseInt(length), took);
        }
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (at < rest.length()) {
            int line = rest.indexOf("\r\n", at);
            int size = line < 0 ? -1 : Integer.parseInt(rest, at, line, 16);
            if (size == 0) {
                return new Reply(status, headers, body.toString(), false, took);
            }
            if (size < 0 || line + 2 + size > rest.length()) {
                break;
            }
            body.append(rest, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
        return new Reply(status, headers, body.toString(), true, took);
    }
}
