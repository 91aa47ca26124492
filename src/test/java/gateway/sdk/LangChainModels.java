package gateway.sdk;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicChatResponseMetadata;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import gateway.app.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** LangChain4j's models, as an application sets them up. */
final class LangChainModels {
    static final ChatRequestParameters NO_DEFAULTS =
            ChatRequestParameters.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private LangChainModels() {}

    static ChatModel whole(Api api, Behind behind, TestGateway gateway, String key) {
        return whole(api, behind, gateway, key, NO_DEFAULTS);
    }

    /** With parameters for every request; they may name another model. */
    static ChatModel whole(Api api, Behind behind, TestGateway gateway, String key, ChatRequestParameters defaults) {
        String model = defaults.modelName() == null ? behind.model() : defaults.modelName();
        return switch (api) {
            case OPENAI ->
                OpenAiChatModel.builder()
                        .baseUrl(gateway.url() + "/v1")
                        .apiKey(key)
                        .modelName(model)
                        .defaultRequestParameters(defaults)
                        .customHeaders(behind.headers())
                        .strictJsonSchema(true)
                        .maxRetries(0)
                        .timeout(TIMEOUT)
                        .build();
            case ANTHROPIC ->
                AnthropicChatModel.builder()
                        .baseUrl(gateway.url() + "/v1")
                        .apiKey(key)
                        .modelName(model)
                        .defaultRequestParameters(defaults)
                        .customHeaders(behind.headers())
                        .maxRetries(0)
                        .timeout(TIMEOUT)
                        .build();
        };
    }

    static StreamingChatModel streaming(Api api, Behind behind, TestGateway gateway) {
        return streaming(api, behind, gateway, NO_DEFAULTS, List.of());
    }

    /** With parameters for every request, which may name another model, and with listeners. */
    static StreamingChatModel streaming(
            Api api,
            Behind behind,
            TestGateway gateway,
            ChatRequestParameters defaults,
            List<ChatModelListener> listeners) {
        String model = defaults.modelName() == null ? behind.model() : defaults.modelName();
        return switch (api) {
            case OPENAI ->
                OpenAiStreamingChatModel.builder()
                        .baseUrl(gateway.url() + "/v1")
                        .apiKey(TestGateway.KEY)
                        .modelName(model)
                        .defaultRequestParameters(defaults)
                        .listeners(listeners)
                        .customHeaders(behind.headers())
                        .timeout(TIMEOUT)
                        .build();
            case ANTHROPIC ->
                AnthropicStreamingChatModel.builder()
                        .baseUrl(gateway.url() + "/v1")
                        .apiKey(TestGateway.KEY)
                        .modelName(model)
                        .defaultRequestParameters(defaults)
                        .listeners(listeners)
                        .customHeaders(behind.headers())
                        .timeout(TIMEOUT)
                        .build();
        };
    }

    /** The answer of a stream once it is complete; an exception where the stream reports an error. */
    static ChatResponse await(StreamingChatModel model, ChatRequest request)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<ChatResponse> complete = new CompletableFuture<>();
        model.chat(request, new StreamingChatResponseHandler() {
            @Override
            public void onCompleteResponse(ChatResponse response) {
                complete.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                complete.completeExceptionally(error);
            }
        });
        return complete.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Which deployment an answer came from. */
    static List<String> deployments(ChatResponse response) {
        SuccessfulHttpResponse raw = switch (response.metadata()) {
            case OpenAiChatResponseMetadata metadata -> metadata.rawHttpResponse();
            case AnthropicChatResponseMetadata metadata -> metadata.rawHttpResponse();
            default -> throw new IllegalArgumentException("no answer of these models");
        };
        return raw.headers().getOrDefault("x-serai-deployment", List.of());
    }

    /** Which of the gateway's client APIs is spoken. */
    enum Api {
        OPENAI,
        ANTHROPIC
    }
}
