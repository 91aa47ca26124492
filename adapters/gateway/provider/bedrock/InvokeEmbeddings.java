package gateway.provider.bedrock;

import gateway.model.Answer;
import gateway.model.Deployment;
import gateway.model.Embeddings;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.provider.Fan;
import gateway.provider.Provider;
import gateway.wire.EmbeddingCodec;
import gateway.wire.VectorJson;
import gateway.wire.bedrock.BedrockEmbeddings;
import gateway.wire.bedrock.BedrockFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

/**
 * Asks Bedrock for vectors by {@code InvokeModel}, in as many calls as the model needs for all inputs. Blocks its
 * caller, who is on a virtual thread. Thread-safe.
 */
final class InvokeEmbeddings {
    private static final String JSON = "application/json";

    private final BedrockClients clients;
    private final Supplier<Map<String, String>> outgoing;

    InvokeEmbeddings(BedrockClients clients, Supplier<Map<String, String>> outgoing) {
        this.clients = clients;
        this.outgoing = outgoing;
    }

    /**
     * Calls.
     *
     * @throws FailedException if there is no answer to any of the calls
     */
    Provider.Reply call(Request.Embedding request, Deployment deployment, Residency required, Duration timeout) {
        EmbeddingCodec codec = BedrockEmbeddings.of(deployment);
        EmbeddingCodec.Encoded encoded = codec.encode(request, deployment);
        Provider.checkStrict(request, deployment, encoded.lost());
        if (request.call().cancellation().isCancelled()) {
            throw new FailedException(Failure.of(Failure.Kind.CANCELLED, "cancelled"));
        }
        // the first task on the relay tells that the request now waits for its provider
        request.call().relay().execute(() -> {});
        SocketCheck.Order order = new SocketCheck.Order(deployment, required, outgoing.get());
        BedrockRuntimeAsyncClient client = clients.of(deployment);
        List<Piece> calls = new ArrayList<>();
        for (EmbeddingCodec.Piece piece : encoded.pieces()) {
            InvokeModelRequest call = InvokeModelRequest.builder()
                    .modelId(deployment.upstreamName())
                    .contentType(JSON)
                    .accept(JSON)
                    .body(SdkBytes.fromUtf8String(piece.json()))
                    .overrideConfiguration(options -> options.apiCallTimeout(timeout))
                    .build();
            calls.add(new Piece(
                    client,
                    call.toBuilder().overrideConfiguration(order.on(call)).build()));
        }
        Fan<InvokeModelResponse> fan = new Fan<>(calls, response -> true);
        CompletableFuture<List<InvokeModelResponse>> all = fan.start();
        request.call().cancellation().onCancel(() -> {
            fan.cancel();
            all.completeExceptionally(new FailedException(Failure.of(Failure.Kind.CANCELLED, "cancelled")));
        });
        List<InvokeModelResponse> responses = await(all, fan, timeout);
        List<Embeddings> embeddings = new ArrayList<>(responses.size());
        for (int i = 0; i < responses.size(); i++) {
            InvokeModelResponse response = responses.get(i);
            embeddings.add(codec.decode(
                    name -> header(response, name),
                    response.body().asByteArray(),
                    encoded.pieces().get(i).inputs()));
        }
        return new Provider.Reply(new Answer.Embedded(VectorJson.joined(embeddings), null), encoded.lost());
    }

    private static @Nullable String header(InvokeModelResponse response, String name) {
        return response.sdkHttpResponse().firstMatchingHeader(name).orElse(null);
    }

    private static List<InvokeModelResponse> await(
            CompletableFuture<List<InvokeModelResponse>> all, Fan<InvokeModelResponse> fan, Duration timeout) {
        try {
            return all.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            fan.cancel();
            throw new FailedException(Failure.of(Failure.Kind.TIMEOUT, "call_timeout"));
        } catch (CancellationException e) {
            throw new FailedException(Failure.of(Failure.Kind.CANCELLED, "cancelled"));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FailedException failed ? failed : new FailedException(BedrockFailures.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fan.cancel();
            throw new FailedException(Failure.of(Failure.Kind.CANCELLED, "interrupted"));
        }
    }

    /** One call. Begun once. */
    private static final class Piece implements Fan.Leg<InvokeModelResponse> {
        private final BedrockRuntimeAsyncClient client;
        private final InvokeModelRequest request;
        private volatile @Nullable CompletableFuture<InvokeModelResponse> response;

        Piece(BedrockRuntimeAsyncClient client, InvokeModelRequest request) {
            this.client = client;
            this.request = request;
        }

        @Override
        public CompletableFuture<InvokeModelResponse> start() {
            CompletableFuture<InvokeModelResponse> begun = client.invokeModel(request);
            response = begun;
            return begun;
        }

        @Override
        public void cancel() {
            CompletableFuture<InvokeModelResponse> begun = response;
            if (begun != null) {
                begun.cancel(true);
            }
        }
    }
}
