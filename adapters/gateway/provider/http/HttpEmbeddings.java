package gateway.provider.http;

import gateway.contract.AnswerSampler;
import gateway.model.Answer;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Embeddings;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Original;
import gateway.model.Redacted;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.provider.Fan;
import gateway.provider.Provider;
import gateway.wire.EmbeddingCodec;
import gateway.wire.VectorJson;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one deployment for vectors, in as many calls as its API needs for all inputs. Blocks its caller, who is on a
 * virtual thread. Thread-safe.
 */
final class HttpEmbeddings {
    private final Vertx vertx;
    private final Supplier<Map<String, String>> outgoing;
    private final AnswerSampler sampler;

    HttpEmbeddings(Vertx vertx, Supplier<Map<String, String>> outgoing, AnswerSampler sampler) {
        this.sampler = sampler;
        this.vertx = vertx;
        this.outgoing = outgoing;
    }

    /**
     * Calls.
     *
     * @param credential shown to the provider; null if it wants none
     * @throws FailedException if there is no answer to any of the calls
     */
    Provider.Reply call(
            Request.Embedding request,
            Deployment deployment,
            HttpTarget target,
            Credential.@Nullable Shown credential,
            Residency required,
            Duration timeout) {
        EmbeddingCodec codec = target.codec().embeddings(deployment);
        if (codec == null) {
            throw Provider.noEmbeddings(deployment);
        }
        EmbeddingCodec.Encoded encoded = codec.encode(request, deployment);
        Provider.checkStrict(request, deployment, encoded.lost());
        Executor relay = request.call().relay();
        Redacted shown = credential == null ? null : credential.value();
        Map<String, String> headers = outgoing.get();
        boolean kept = encoded.pieces().size() == 1 && target.dialect() == Dialect.OPENAI;
        List<Piece> calls = new ArrayList<>();
        for (EmbeddingCodec.Piece piece : encoded.pieces()) {
            calls.add(new Piece(
                    relay,
                    () -> new HttpAttempt(
                            vertx,
                            target,
                            shown,
                            required,
                            Buffer.buffer(piece.json()),
                            headers,
                            false,
                            target.codec()::events),
                    arrived -> read(codec, piece.inputs(), target, arrived, kept)));
        }
        Fan<Part> fan = new Fan<>(calls, Part.Read.class::isInstance);
        CompletableFuture<List<Part>> all = fan.start();
        request.call().cancellation().onCancel(() -> {
            fan.cancel();
            all.completeExceptionally(new FailedException(Failure.of(Failure.Kind.CANCELLED, "cancelled")));
        });
        List<Embeddings> embeddings = new ArrayList<>();
        Original original = null;
        for (Part part : Waits.await(all, timeout, fan::cancel, "timeout")) {
            switch (part) {
                case Part.Read read -> {
                    embeddings.add(read.embeddings());
                    original = read.original();
                }
                case Part.Refused refused ->
                    throw HttpProviders.failed(
                            target.codec()
                                    .failure(
                                            refused.body().status(),
                                            refused.body().header(),
                                            refused.body().bytes()),
                            credential);
            }
        }
        return new Provider.Reply(new Answer.Embedded(VectorJson.joined(embeddings), original), encoded.lost());
    }

    /** What one call gave. */
    private sealed interface Part {
        /** Vectors; their JSON, where it may go on as it is. */
        record Read(Embeddings embeddings, @Nullable Original original) implements Part {
            /** Shows no content. */
            @Override
            public String toString() {
                return "Read[" + embeddings + "]";
            }
        }

        /** An error. */
        record Refused(Arrived.Body body) implements Part {
            /** Shows no content. */
            @Override
            public String toString() {
                return "Refused[]";
            }
        }
    }

    private Part read(EmbeddingCodec codec, int inputs, HttpTarget target, Arrived arrived, boolean kept) {
        if (!(arrived instanceof Arrived.Body body)) {
            throw VectorJson.garbage();
        }
        if (body.status() != HttpResponseStatus.OK.code()) {
            return new Part.Refused(body);
        }
        HttpProviders.sample(sampler, target, AnswerSampler.Kind.EMBEDDING, body.bytes());
        Embeddings embeddings = codec.decode(body.header(), body.bytes(), inputs);
        Original original =
                kept ? new Original(Dialect.OPENAI, new String(body.bytes(), StandardCharsets.UTF_8)) : null;
        return new Part.Read(embeddings, original);
    }

    /**
     * One call, on the event loop of its request. Its answer is read at once and on a thread of its own, and let go:
     * all of them as JSON would take several times the memory of the vectors.
     */
    private static final class Piece implements Fan.Leg<Part> {
        private final Executor relay;
        private final Supplier<HttpAttempt> call;
        private final Function<Arrived, Part> reader;
        private final AtomicReference<@Nullable HttpAttempt> running = new AtomicReference<>();

        Piece(Executor relay, Supplier<HttpAttempt> call, Function<Arrived, Part> reader) {
            this.relay = relay;
            this.call = call;
            this.reader = reader;
        }

        @Override
        public CompletableFuture<Part> start() {
            HttpAttempt attempt = call.get();
            running.set(attempt);
            relay.execute(attempt::start);
            return attempt.arrived().thenApplyAsync(this::read, Thread::startVirtualThread);
        }

        @Override
        public void cancel() {
            HttpAttempt attempt = running.get();
            if (attempt != null) {
                relay.execute(attempt::cancel);
            }
        }

        private Part read(Arrived arrived) {
            running.set(null);
            return reader.apply(arrived);
        }
    }
}
