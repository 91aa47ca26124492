package gateway.oidc;

import gateway.provider.http.HttpClients;
import gateway.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls an issuer, at hosts that may be called, and never where it redirects to. Blocks. Thread-safe. */
final class IssuerHttp {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 512 * 1024;

    private final HttpClient client;
    private final List<String> hosts;

    IssuerHttp(Vertx vertx, Settings.Egress egress) {
        this.hosts = egress.hosts();
        this.client = vertx.createHttpClient(HttpClients.options(egress, CONNECT));
    }

    /**
     * An answer.
     *
     * @param status HTTP status
     * @param body as text
     */
    record Answer(int status, String body) {
        /** Shows no content. */
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /**
     * Fetches what is there with status 200.
     *
     * @throws IssuerException if it cannot be had
     */
    String get(URI uri) throws IOException {
        Answer answer = answer(options(uri).setMethod(HttpMethod.GET), null);
        if (answer.status() != 200) {
            throw new IssuerException("the issuer answers with status " + answer.status());
        }
        return answer.body();
    }

    /**
     * Posts a form.
     *
     * @param authorization the header; null = none
     * @param form encoded
     * @throws IssuerException if there is no answer
     */
    Answer post(URI uri, @Nullable String authorization, String form) throws IOException {
        RequestOptions options =
                options(uri).setMethod(HttpMethod.POST).putHeader("content-type", "application/x-www-form-urlencoded");
        if (authorization != null) {
            options.putHeader("authorization", authorization);
        }
        return answer(options, form);
    }

    private RequestOptions options(URI uri) throws IssuerException {
        String host = uri.getHost();
        // the issuer names the places of its keys and tokens; it must not name any place
        if (host == null || !hosts.contains(host)) {
            throw new IssuerException("the issuer names the host " + host + ", which is not under egress.hosts");
        }
        if (!isSafe(uri)) {
            throw new IssuerException("the issuer names an address without TLS");
        }
        return HttpClients.request(uri)
                .setFollowRedirects(false)
                .setTimeout(LONGEST.toMillis())
                .putHeader("accept", "application/json");
    }

    /** Whether nobody on the way can read or change what goes there. */
    static boolean isSafe(URI uri) {
        return "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme())
                        && ("localhost".equals(uri.getHost()) || "127.0.0.1".equals(uri.getHost())));
    }

    private Answer answer(RequestOptions options, @Nullable String form) throws IOException {
        Future<Answer> answer = client.request(options).compose(request -> {
            Future<HttpClientResponse> sent = form == null ? request.send() : request.send(form);
            return sent.compose(IssuerHttp::read);
        });
        try {
            return answer.toCompletionStage()
                    .toCompletableFuture()
                    .get(LONGEST.plus(CONNECT).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IssuerException("the issuer does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IssuerException("the process is stopping");
        }
    }

    private static Future<Answer> read(HttpClientResponse response) {
        Promise<Answer> whole = Promise.promise();
        Buffer all = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.endHandler(
                end -> whole.tryComplete(new Answer(response.statusCode(), all.toString(StandardCharsets.UTF_8))));
        response.handler(more -> {
            if (all.length() + more.length() > MOST_BYTES) {
                whole.tryFail("too long");
                response.request().reset();
            } else {
                all.appendBuffer(more);
            }
        });
        return whole.future();
    }
}
