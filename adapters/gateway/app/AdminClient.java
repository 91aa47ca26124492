package gateway.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import gateway.model.Redacted;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls the admin API of a running gateway. */
final class AdminClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DATA = "data: ";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI url;
    private final Redacted key;

    /**
     * Takes where to call.
     *
     * @param url of the management port
     * @param key of an administrator
     */
    AdminClient(URI url, Redacted key) {
        this.url = url;
        this.key = key;
    }

    /** Says in words why a call came to nothing. */
    static final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FailedException(String message) {
            super(message);
        }
    }

    /**
     * A part of a long answer.
     *
     * @param text of this part
     * @param next from where to go on; null = this was the last
     */
    record Page(String text, @Nullable String next) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Page[" + text.length() + "]";
        }
    }

    /**
     * Gets a page of CSV.
     *
     * @throws FailedException if the gateway cannot be reached or refuses
     */
    Page page(String path) {
        HttpResponse<String> response = send("GET", path, "", "text/csv");
        return new Page(
                response.body(), response.headers().firstValue("x-serai-next").orElse(null));
    }

    /** Calls and takes JSON. */
    JsonNode json(String method, String path, String body) {
        return tree(text(method, path, body, "application/json"));
    }

    /**
     * Calls.
     *
     * @param accept the type that is wanted
     * @throws FailedException if the gateway cannot be reached or refuses
     */
    String text(String method, String path, String body, String accept) {
        return send(method, path, body, accept).body();
    }

    /** The first JSON object of a stream of server-sent events. */
    Optional<JsonNode> firstEvent(String path) {
        List<JsonNode> first = new ArrayList<>();
        events(path, event -> {
            first.add(event);
            return false;
        });
        return first.stream().findFirst();
    }

    /**
     * Reads a stream of server-sent events that are JSON objects, until it ends.
     *
     * @param more is given each, and tells whether it wants another
     * @throws FailedException if the gateway cannot be reached or refuses
     */
    void events(String path, Predicate<JsonNode> more) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("authorization", "Bearer " + key.value())
                .header("accept", "text/event-stream")
                .build();
        try {
            HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                if (response.statusCode() / 100 != 2) {
                    throw new FailedException(problem(response.statusCode(), lines.collect(Collectors.joining("\n"))));
                }
                Iterator<String> left = lines.iterator();
                boolean wanted = true;
                while (wanted && left.hasNext()) {
                    String line = left.next();
                    wanted = !line.startsWith(DATA) || more.test(tree(line.substring(DATA.length())));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw unreachable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted");
        }
    }

    private HttpResponse<String> send(String method, String path, String body, String accept) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("authorization", "Bearer " + key.value())
                .header("content-type", "application/json")
                .header("accept", accept)
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new FailedException(problem(response.statusCode(), response.body()));
            }
            return response;
        } catch (IOException e) {
            throw unreachable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted");
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private FailedException unreachable() {
        return new FailedException("no gateway answers at " + url + ": start one with ./serai run, or name its"
                + " management port with --url");
    }

    private static String problem(int status, String body) {
        String message = tree(body).path("error").path("message").asText();
        String words = message.isEmpty() ? "the gateway answered with status " + status : message;
        return status == 401
                ? words + " (the key comes from SERAI_ADMIN_KEY, or else from keys.properties in the data folder)"
                : words;
    }

    private static JsonNode tree(String body) {
        try {
            return JsonCodec.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            // whatever answers there, it is no gateway
            return MissingNode.getInstance();
        }
    }
}
