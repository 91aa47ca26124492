package gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.http.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

/** A client that sends jobs, and fetches their answers. */
final class JobClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LONG = Duration.ofSeconds(40);
    private static final Set<String> OVER = Set.of("completed", "failed", "cancelled");

    private final String url;
    private final String key;

    /** Takes the base URL of the client API. */
    JobClient(String url, String key) {
        this.url = url;
        this.key = key;
    }

    /** How it went. */
    record Reply(int status, JsonNode json) {
        String code() {
            return json.path("error").path("code").asText();
        }
    }

    Reply call(String method, String path, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(LONG)
                .header("authorization", "Bearer " + key)
                .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            var reply = HTTP.sendAsync(request.build(), BodyHandlers.ofString()).join();
            return new Reply(reply.statusCode(), JSON.readTree(reply.body()));
        } catch (CompletionException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a job. */
    Reply post(String job, Map<String, String> headers) {
        return call("POST", "/v1/jobs", headers, job);
    }

    /** Sends a job that must be taken; gives its id. */
    String submit(String endpoint, String text) {
        Reply reply = post(job(endpoint, text), Map.of());
        assertThat(reply.status()).as(reply.json().toString()).isEqualTo(202);
        return reply.json().path("id").asText();
    }

    /** Looks after a job. */
    Reply find(String id) {
        return call("GET", "/v1/jobs/" + id, Map.of(), "");
    }

    /** Takes a job back. */
    Reply cancel(String id) {
        return call("POST", "/v1/jobs/" + id + "/cancel", Map.of(), "");
    }

    /** Waits until a job has come so far. */
    JsonNode await(String id, String status) {
        AtomicReference<JsonNode> last = new AtomicReference<>();
        assertThat(Waiting.until(LONG, () -> {
                    JsonNode json = find(id).json();
                    last.set(json);
                    String now = json.path("status").asText();
                    return now.equals(status) || OVER.contains(now);
                }))
                .as("%s", last.get())
                .isTrue();
        assertThat(last.get().path("status").asText()).as("%s", last.get()).isEqualTo(status);
        return last.get();
    }

    /** A job as JSON. */
    static String job(String endpoint, String text) {
        return "{\"endpoint\":\"%s\",\"body\":%s}".formatted(endpoint, request(text));
    }

    /** A request of either API. */
    static String request(String text) {
        return "{\"model\":\"%s\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(JobContract.MODEL, text);
    }
}
