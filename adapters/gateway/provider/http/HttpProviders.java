package gateway.provider.http;

import gateway.model.Answer;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Request;
import gateway.provider.Provider;
import gateway.wire.ProviderCodec;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls every provider that speaks JSON over HTTP. Thread-safe. */
public final class HttpProviders implements Provider {
    private final HttpClients clients;
    private final Map<Dialect, ProviderCodec> codecs;
    private final Map<String, ProviderAccess> access;
    private final Map<Deployment, HttpTarget> targets = new ConcurrentHashMap<>();

    /**
     * Takes what it calls with.
     *
     * @param clients makes connections
     * @param codecs the dialects
     * @param access the providers by id
     */
    public HttpProviders(HttpClients clients, Map<Dialect, ProviderCodec> codecs, Map<String, ProviderAccess> access) {
        this.clients = clients;
        this.codecs = Map.copyOf(codecs);
        this.access = Map.copyOf(access);
    }

    @Override
    public Reply call(Request.Chat chat, Deployment deployment, Duration timeout) {
        HttpTarget target = targets.computeIfAbsent(deployment, this::target);
        ProviderCodec.Encoded encoded = target.codec().encode(chat, deployment);
        Provider.checkStrict(chat, deployment, encoded.lost());
        HttpAttempt attempt = new HttpAttempt(clients.vertx(), target, Buffer.buffer(encoded.json()), chat.stream());
        chat.call().relay().execute(attempt::start);
        chat.call().cancellation().onCancel(() -> chat.call().relay().execute(attempt::cancel));
        return new Reply(await(attempt, chat, timeout), encoded.lost());
    }

    private static Answer await(HttpAttempt attempt, Request.Chat chat, Duration timeout) {
        try {
            return attempt.answer().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            chat.call().relay().execute(attempt::cancel);
            throw new FailedException(
                    Failure.of(Failure.Kind.TIMEOUT, chat.stream() ? "first_token_timeout" : "timeout"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            chat.call().relay().execute(attempt::cancel);
            throw new FailedException(Failure.of(Failure.Kind.CANCELLED, "stopped"));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FailedException failed
                    ? failed
                    : new FailedException(Failure.of(Failure.Kind.BROKEN, "fault"));
        }
    }

    private HttpTarget target(Deployment deployment) {
        ProviderAccess found = access.get(deployment.provider());
        ProviderCodec codec = codecs.get(deployment.dialect());
        if (found == null || codec == null) {
            throw new FailedException(Failure.of(Failure.Kind.OUR_FAULT, "no_provider"));
        }
        return new HttpTarget(deployment, found, codec, clients);
    }
}
