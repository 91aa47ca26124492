package gateway.provider.bedrock;

import gateway.Ticker;
import gateway.model.Answer;
import gateway.model.Deployment;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.provider.Provider;
import gateway.wire.bedrock.BedrockAnswer;
import gateway.wire.bedrock.BedrockFailures;
import gateway.wire.bedrock.BedrockRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;

/** Calls Bedrock for conversations and vectors. Blocks its caller, who is on a virtual thread. Thread-safe. */
public final class BedrockAdapter implements Provider {
    /** The longest that a stream may take to its end. */
    private static final Duration LONGEST_STREAM = Duration.ofMinutes(15);

    private final BedrockClients clients;
    private final Ticker ticker;
    private final Supplier<Map<String, String>> outgoing;
    private final InvokeEmbeddings embeddings;

    /**
     * Makes an adapter.
     *
     * @param clients the connections to Bedrock; closed by whoever made them
     * @param ticker measures the provider's time
     * @param outgoing headers of a call, asked for on the thread that makes it
     */
    public BedrockAdapter(BedrockClients clients, Ticker ticker, Supplier<Map<String, String>> outgoing) {
        this.clients = clients;
        this.ticker = ticker;
        this.outgoing = outgoing;
        this.embeddings = new InvokeEmbeddings(clients, outgoing);
    }

    /** Makes an adapter whose calls have no headers but the SDK's. */
    public BedrockAdapter(BedrockClients clients, Ticker ticker) {
        this(clients, ticker, Map::of);
    }

    /** The connections to Bedrock. */
    BedrockClients clients() {
        return clients;
    }

    /**
     * An answer, whole or just begun.
     *
     * @param answer what came
     * @param lost the client's fields that were not carried over, by their names in the client's dialect
     * @param providerNanos time from the call to the first meaningful event, or to the whole answer, in nanoseconds
     */
    public record Result(Answer answer, List<String> lost, long providerNanos) {
        public Result {
            lost = List.copyOf(lost);
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Result[" + providerNanos + " ns, lost=" + lost.size() + "]";
        }
    }

    /**
     * Calls a deployment and waits until it answers.
     *
     * @param chat what is asked
     * @param deployment who is asked
     * @param required where the content must stay
     * @param firstToken how long the first meaningful event of a stream may take
     * @param total how long the whole answer may take, the stream's end included
     * @throws FailedException if it does not answer
     * @throws gateway.model.RefusedException if Bedrock cannot take the request
     */
    public Result call(
            Request.Chat chat, Deployment deployment, Residency required, Duration firstToken, Duration total) {
        BedrockRequest request = BedrockRequest.of(chat, deployment);
        Provider.checkStrict(chat, deployment, request.lost());
        if (chat.call().cancellation().isCancelled()) {
            throw new FailedException(Failure.of(Failure.Kind.CANCELLED, "cancelled"));
        }
        // the first task on the relay tells that the request now waits for its provider
        chat.call().relay().execute(() -> {});
        BedrockRuntimeAsyncClient client = clients.of(deployment);
        SocketCheck.Order order = new SocketCheck.Order(deployment, required, outgoing.get());
        return chat.stream()
                ? stream(client, chat, request, order, firstToken, total)
                : whole(client, chat, request, order, total);
    }

    @Override
    public Reply call(Request request, Deployment deployment, Residency required, Duration timeout) {
        return switch (request) {
            case Request.Chat chat -> {
                Result result = call(chat, deployment, required, timeout, chat.stream() ? LONGEST_STREAM : timeout);
                yield new Reply(result.answer(), result.lost());
            }
            case Request.Embedding embedding -> embeddings.call(embedding, deployment, required, timeout);
        };
    }

    @Override
    public OptionalLong count(Request.Chat chat, Deployment deployment, Residency required, Duration timeout) {
        ConverseRequest whole = BedrockRequest.of(chat, deployment).whole(timeout);
        CountTokensRequest request = CountTokensRequest.builder()
                .modelId(whole.modelId())
                .input(input -> input.converse(converse -> converse.system(whole.system())
                        .messages(whole.messages())
                        .toolConfig(whole.toolConfig())))
                .build();
        SocketCheck.Order order = new SocketCheck.Order(deployment, required);
        return OptionalLong.of(await(
                        clients.of(deployment)
                                .countTokens(request.toBuilder()
                                        .overrideConfiguration(order.on(request))
                                        .build()),
                        timeout,
                        "call_timeout")
                .inputTokens());
    }

    private Result whole(
            BedrockRuntimeAsyncClient client,
            Request.Chat chat,
            BedrockRequest request,
            SocketCheck.Order order,
            Duration total) {
        long started = ticker.nanos();
        ConverseRequest whole = request.whole(total);
        CompletableFuture<ConverseResponse> response = client.converse(
                whole.toBuilder().overrideConfiguration(order.on(whole)).build());
        chat.call().cancellation().onCancel(() -> response.cancel(true));
        Answer answer =
                new Answer.Whole(BedrockAnswer.read(await(response, total, "call_timeout"), request.toolNames()), null);
        return new Result(answer, request.lost(), ticker.nanos() - started);
    }

    private Result stream(
            BedrockRuntimeAsyncClient client,
            Request.Chat chat,
            BedrockRequest request,
            SocketCheck.Order order,
            Duration firstToken,
            Duration total) {
        long started = ticker.nanos();
        ConverseStreamRequest streamed = request.streamed(total);
        BedrockStream stream = new BedrockStream(chat.call().relay(), request.toolNames(), ticker, clients.watch());
        stream.follow(client.converseStream(
                streamed.toBuilder().overrideConfiguration(order.on(streamed)).build(), stream.handler()));
        chat.call().cancellation().onCancel(stream::cancel);
        Duration patience = firstToken.compareTo(total) < 0 ? firstToken : total;
        try {
            long first = await(stream.first(), patience, "first_token_timeout");
            return new Result(new Answer.Streamed(stream), request.lost(), first - started);
        } catch (FailedException e) {
            stream.abort();
            throw e;
        }
    }

    /** Waits, and gives up the call when time is over. */
    private static <T> T await(CompletableFuture<T> future, Duration patience, String timeoutCode) {
        try {
            return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new FailedException(Failure.of(Failure.Kind.TIMEOUT, timeoutCode));
        } catch (CancellationException e) {
            throw new FailedException(Failure.of(Failure.Kind.CANCELLED, "cancelled"));
        } catch (ExecutionException e) {
            throw new FailedException(BedrockFailures.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            future.cancel(true);
            throw new FailedException(Failure.of(Failure.Kind.CANCELLED, "interrupted"));
        }
    }
}
