package gateway.provider.http;

import gateway.contract.AnswerSampler;
import gateway.model.Answer;
import gateway.model.Completion;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.ModelKind;
import gateway.model.Original;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.provider.Provider;
import gateway.provider.RefusedCredentialException;
import gateway.provider.SocketGate;
import gateway.wire.EventReader;
import gateway.wire.ProviderCodec;
import gateway.wire.RenamingCodec;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls every provider that speaks JSON over HTTP. Thread-safe. */
public final class HttpProviders implements Provider {
    private final HttpClients clients;
    private final SocketGate gate;
    private final Map<Dialect, ProviderCodec> codecs;
    private final Map<String, ProviderAccess> access;
    private final Supplier<Map<String, String>> outgoing;
    private final AnswerSampler sampler;
    private final HttpEmbeddings embeddings;
    private final HttpCounts counts;
    private final Map<Place, HttpTarget> targets = new ConcurrentHashMap<>();

    /**
     * Takes what it calls with.
     *
     * @param clients makes connections
     * @param gate asked before each of them is used
     * @param codecs the dialects
     * @param access the providers by id
     * @param outgoing headers of a call, asked for on the thread that makes it
     * @param sampler picks answers to be looked at
     */
    public HttpProviders(
            HttpClients clients,
            SocketGate gate,
            Map<Dialect, ProviderCodec> codecs,
            Map<String, ProviderAccess> access,
            Supplier<Map<String, String>> outgoing,
            AnswerSampler sampler) {
        this.sampler = sampler;
        this.clients = clients;
        this.gate = gate;
        this.codecs = Map.copyOf(codecs);
        this.access = Map.copyOf(access);
        this.outgoing = outgoing;
        this.counts = new HttpCounts(clients.vertx());
        this.embeddings = new HttpEmbeddings(clients.vertx(), outgoing, sampler);
    }

    /** What of a deployment its connections depend on; its price and its weight may change without a new one. */
    private record Place(
            String id,
            String provider,
            Dialect dialect,
            URI endpoint,
            String upstreamName,
            String region,
            Residency residency,
            ModelKind kind) {
        static Place of(Deployment deployment) {
            return new Place(
                    deployment.id(),
                    deployment.provider(),
                    deployment.dialect(),
                    deployment.endpoint(),
                    deployment.upstreamName(),
                    deployment.region(),
                    deployment.residency(),
                    deployment.kind());
        }
    }

    @Override
    public Reply call(Request request, Deployment deployment, Residency required, Duration timeout) {
        return switch (request) {
            case Request.Chat chat -> chat(chat, deployment, required, timeout);
            case Request.Embedding embedding -> {
                HttpTarget target = target(deployment);
                yield embeddings.call(embedding, deployment, target, shown(target), required, timeout);
            }
        };
    }

    @Override
    public OptionalLong count(Request.Chat chat, Deployment deployment, Residency required, Duration timeout) {
        HttpTarget target = target(deployment);
        return counts.call(chat, deployment, target, shown(target), required, timeout);
    }

    private Reply chat(Request.Chat chat, Deployment deployment, Residency required, Duration timeout) {
        HttpTarget target = target(deployment);
        ProviderCodec.Encoded encoded = target.codec().encode(chat, deployment);
        List<String> lost = AnthropicHeaders.lost(chat, deployment, encoded.lost());
        Provider.checkStrict(chat, deployment, lost);
        Credential.Shown shown = shown(target);
        ProviderCodec codec = RenamingCodec.of(target.codec(), encoded.toolNames());
        HttpAttempt attempt = new HttpAttempt(
                clients.vertx(),
                target,
                shown == null ? null : shown.value(),
                required,
                Buffer.buffer(encoded.json()),
                headers(chat, deployment),
                chat.stream(),
                () -> events(codec, deployment));
        chat.call().relay().execute(attempt::start);
        Runnable giveUp = () -> chat.call().relay().execute(attempt::cancel);
        chat.call().cancellation().onCancel(giveUp);
        Arrived arrived =
                Waits.await(attempt.arrived(), timeout, giveUp, chat.stream() ? "first_token_timeout" : "timeout");
        boolean asItCame = encoded.toolNames().isEmpty();
        return new Reply(answer(target, codec, asItCame, shown, arrived, chat.stream()), lost);
    }

    private EventReader events(ProviderCodec codec, Deployment deployment) {
        AnswerSampler.Sample sample =
                sampler.sample(deployment.provider(), deployment.dialect(), AnswerSampler.Kind.STREAM);
        return sample == null ? codec.events() : new SampledReader(codec.events(), sample);
    }

    /** Has an answer that is there whole looked at, if it is picked. */
    static void sample(AnswerSampler sampler, HttpTarget target, AnswerSampler.Kind kind, byte[] body) {
        AnswerSampler.Sample sample = sampler.sample(target.access().id(), target.dialect(), kind);
        if (sample != null) {
            sample.add(ByteBuffer.wrap(body));
            sample.end();
        }
    }

    /** What the call's client and its trace add to the deployment's own headers. */
    private Map<String, String> headers(Request.Chat chat, Deployment deployment) {
        Map<String, String> headers = new HashMap<>(outgoing.get());
        headers.putAll(AnthropicHeaders.of(chat, deployment));
        return headers;
    }

    /** Closes the connections of places that no deployment of a registry is at any more; calls there have ended. */
    @Override
    public void keep(Collection<Deployment> listed) {
        Set<Place> places = listed.stream().map(Place::of).collect(Collectors.toSet());
        targets.forEach((place, target) -> {
            if (!places.contains(place) && targets.remove(place, target)) {
                target.client().close();
            }
        });
    }

    private Answer answer(
            HttpTarget target,
            ProviderCodec codec,
            boolean asItCame,
            Credential.@Nullable Shown shown,
            Arrived arrived,
            boolean stream) {
        return switch (arrived) {
            case Arrived.Events events -> events.answer();
            case Arrived.Body body -> {
                if (body.status() != HttpResponseStatus.OK.code()) {
                    throw failed(target.codec().failure(body.status(), body.header(), body.bytes()), shown);
                }
                sample(sampler, target, AnswerSampler.Kind.WHOLE, body.bytes());
                Completion completion = codec.decode(body.bytes());
                if (stream) {
                    throw new FailedException(Failure.of(Failure.Kind.BROKEN, "not_a_stream"));
                }
                yield new Answer.Whole(
                        completion,
                        asItCame
                                ? new Original(target.dialect(), new String(body.bytes(), StandardCharsets.UTF_8))
                                : null);
            }
        };
    }

    private static Credential.@Nullable Shown shown(HttpTarget target) {
        Credential credential = target.access().credential();
        return credential == null ? null : credential.show();
    }

    /** A refusal of the credential can be cured by another one. */
    static FailedException failed(Failure failure, Credential.@Nullable Shown shown) {
        return shown != null && refusesCredential(failure)
                ? new RefusedCredentialException(failure, shown.renewal())
                : new FailedException(failure);
    }

    /** Gemini's API alone says so with a 400, and the code tells. */
    private static boolean refusesCredential(Failure failure) {
        return failure.kind() == Failure.Kind.OUR_FAULT
                && (failure.status() == HttpResponseStatus.UNAUTHORIZED.code()
                        || failure.status() == HttpResponseStatus.FORBIDDEN.code()
                        || failure.code().startsWith("API_KEY_"));
    }

    private HttpTarget target(Deployment deployment) {
        return targets.computeIfAbsent(Place.of(deployment), place -> connect(deployment));
    }

    private HttpTarget connect(Deployment deployment) {
        ProviderAccess found = access.get(deployment.provider());
        ProviderCodec codec = codecs.get(deployment.dialect());
        if (found == null || codec == null) {
            throw new FailedException(Failure.of(Failure.Kind.OUR_FAULT, "no_provider"));
        }
        return new HttpTarget(deployment, found, codec, clients, gate);
    }
}
