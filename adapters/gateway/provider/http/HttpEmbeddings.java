package gateway.provider.http;

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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one deployment for vectors, in as many calls as its API needs for all inputs. Blocks its caller, who is on a
 * virtual thread. Thread-safe.
 */
final class HttpEmbeddings {
    private final Vertx vertx;
    private final Supplier<Map<String, String>> outgoing;

    HttpEmbeddings(Vertx vertx, Supplier<Map<String, String>> outgoing) {
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
        List<Piece> calls = new ArrayList<>();
        Map<String, String> headers = outgoing.get();
        for (EmbeddingCodec.Piece piece : encoded.pieces()) {
            Buffer body = Buffer.buffer(piece.json());
            calls.add(new Piece(relay, new HttpAttempt(vertx, target, shown, required, body, headers, false)));
        }
        Fan<Arrived> fan = new Fan<>(calls, HttpEmbeddings::isWell);
        CompletableFuture<List<Arrived>> all = fan.start();
        request.call().cancellation().onCancel(() -> {
            fan.cancel();
            all.completeExceptionally(new FailedException(Failure.of(Failure.Kind.CANCELLED, "cancelled")));
        });
        List<Arrived> arrived = await(all, fan, timeout);
        if (!isWell(arrived.getFirst()) && arrived.getFirst() instanceof Arrived.Body refused) {
            throw HttpProviders.failed(
                    target.codec().failure(refused.status(), refused.header(), refused.bytes()), credential);
        }
        return new Provider.Reply(answer(codec, encoded.pieces(), arrived, target.dialect()), encoded.lost());
    }

    private static boolean isWell(Arrived arrived) {
        return arrived instanceof Arrived.Body body && body.status() == HttpResponseStatus.OK.code();
    }

    private static Answer answer(
            EmbeddingCodec codec, List<EmbeddingCodec.Piece> pieces, List<Arrived> arrived, Dialect dialect) {
        List<Embeddings> embeddings = new ArrayList<>(pieces.size());
        Original original = null;
        for (int i = 0; i < pieces.size(); i++) {
            if (!(arrived.get(i) instanceof Arrived.Body body)) {
                throw VectorJson.garbage();
            }
            embeddings.add(
                    codec.decode(body.header(), body.bytes(), pieces.get(i).inputs()));
            if (pieces.size() == 1 && dialect == Dialect.OPENAI) {
                original = new Original(dialect, new String(body.bytes(), StandardCharsets.UTF_8));
            }
        }
        return new Answer.Embedded(VectorJson.joined(embeddings), original);
    }

    private static List<Arrived> await(CompletableFuture<List<Arrived>> all, Fan<Arrived> fan, Duration timeout) {
        try {
            return all.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            fan.cancel();
            throw new FailedException(Failure.of(Failure.Kind.TIMEOUT, "timeout"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fan.cancel();
            throw new FailedException(Failure.of(Failure.Kind.CANCELLED, "stopped"));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FailedException failed
                    ? failed
                    : new FailedException(Failure.of(Failure.Kind.BROKEN, "fault"));
        }
    }

    /** One call, on the event loop of its request. */
    private record Piece(Executor relay, HttpAttempt attempt) implements Fan.Leg<Arrived> {
        @Override
        public CompletableFuture<Arrived> start() {
            relay.execute(attempt::start);
            return attempt.arrived();
        }

        @Override
        public void cancel() {
            relay.execute(attempt::cancel);
        }
    }
}
