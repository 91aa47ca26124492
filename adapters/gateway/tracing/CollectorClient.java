package gateway.tracing;

import gateway.provider.http.HttpClients;
import gateway.settings.Settings;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to a collector by OTLP over HTTP, and tries again where <a
 * href="https://opentelemetry.io/docs/specs/otlp/#failures-1">OTLP</a> allows it. Blocks; to be used by one thread.
 */
final class CollectorClient implements SpanBatches.Sender, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorClient.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 5;
    /** What {@code retry-after} can ask for. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final Set<HttpResponseStatus> FOR_A_WHILE = Set.of(
            HttpResponseStatus.TOO_MANY_REQUESTS,
            HttpResponseStatus.BAD_GATEWAY,
            HttpResponseStatus.SERVICE_UNAVAILABLE,
            HttpResponseStatus.GATEWAY_TIMEOUT);

    private final HttpClient client;
    private final RequestOptions request;
    private final byte[] resource;
    private final byte[] scope;
    private final Duration firstPause;
    private long lost;

    /**
     * Takes where to send to.
     *
     * @param headers shown to the collector, by name
     * @param resource who sends, as the fields of {@code ResourceSpans}
     * @param scope what made the spans, as the fields of {@code ScopeSpans}
     * @param firstPause before the second attempt; twice as long before each other one
     */
    CollectorClient(
            Vertx vertx,
            Settings.Egress egress,
            URI endpoint,
            Map<String, String> headers,
            byte[] resource,
            byte[] scope,
            Duration firstPause) {
        this.client = vertx.createHttpClient(HttpClients.options(egress, TIMEOUT));
        this.request = HttpClients.request(endpoint).setMethod(HttpMethod.POST).setTimeout(TIMEOUT.toMillis());
        headers.forEach(request::putHeader);
        request.putHeader("content-type", "application/x-protobuf");
        this.resource = resource;
        this.scope = scope;
        this.firstPause = firstPause;
    }

    /**
     * How an attempt ended.
     *
     * @param failure null = well
     * @param again whether another attempt may end better
     * @param pause what the collector asks for before that
     */
    private record End(@Nullable String failure, boolean again, Duration pause) {}

    @Override
    public void send(ByteArrayOutputStream spans, int count) {
        Buffer message = Buffer.buffer(Otlp.head(resource, scope, spans.size())).appendBytes(spans.toByteArray());
        End end = attempt(message);
        Duration pause = firstPause;
        for (int i = 1; i < ATTEMPTS && end.again(); i++) {
            LockSupport.parkNanos(Math.max(pause.toNanos(), end.pause().toNanos()));
            pause = pause.multipliedBy(2);
            end = attempt(message);
        }
        if (end.failure() != null) {
            if (lost == 0) {
                LOG.warn("{} spans could not be sent to the collector of traces: {}", count, end.failure());
            }
            lost += count;
        } else if (lost > 0) {
            LOG.info("The collector of traces takes spans again; {} were lost", lost);
            lost = 0;
        }
    }

    private End attempt(Buffer message) {
        try {
            return end(client.request(request)
                    .compose(ready -> ready.send(message))
                    .compose(response -> response.end().map(response))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new End("no answer (" + cause.getClass().getSimpleName() + ")", true, Duration.ZERO);
        } catch (TimeoutException e) {
            return new End("no answer", true, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new End("the gateway stops", false, Duration.ZERO);
        }
    }

    private static End end(HttpClientResponse response) {
        if (HttpStatusClass.SUCCESS.contains(response.statusCode())) {
            return new End(null, false, Duration.ZERO);
        }
        return new End(
                "it answers with HTTP " + response.statusCode(),
                FOR_A_WHILE.contains(HttpResponseStatus.valueOf(response.statusCode())),
                pause(response.getHeader("retry-after")));
    }

    /** Only seconds are understood; a date is as none. */
    private static Duration pause(@Nullable String seconds) {
        boolean number = seconds != null && seconds.matches("\\d{1,9}");
        return number
                ? Duration.ofSeconds(Math.min(Long.parseLong(seconds), LONGEST_PAUSE.toSeconds()))
                : Duration.ZERO;
    }

    @Override
    public void close() {
        client.close();
    }
}
