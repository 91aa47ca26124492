package gateway.sdk;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.models.Model;
import gateway.app.TestGateway;
import java.time.Duration;
import java.util.List;

/** OpenAI's SDK, as an application sets it up. */
final class OpenAiCalls implements AutoCloseable {
    private final OpenAIClient client;

    OpenAiCalls(TestGateway gateway, String key) {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    /** A request with nothing but model and headers. */
    static ChatCompletionCreateParams.Builder ask(Behind behind) {
        ChatCompletionCreateParams.Builder params =
                ChatCompletionCreateParams.builder().model(behind.model()).maxCompletionTokens(1000);
        behind.headers().forEach(params::putAdditionalHeader);
        return params;
    }

    static ChatCompletionFunctionTool tool(String name) {
        FunctionParameters parameters = FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from(Samples.TYPE))
                .putAdditionalProperty("properties", JsonValue.from(Samples.PROPERTIES))
                .putAdditionalProperty("required", JsonValue.from(Samples.REQUIRED))
                .build();
        return ChatCompletionFunctionTool.builder()
                .function(FunctionDefinition.builder()
                        .name(name)
                        .description("Says it for a city")
                        .parameters(parameters)
                        .build())
                .build();
    }

    Result whole(ChatCompletionCreateParams params) {
        try (HttpResponseFor<ChatCompletion> response =
                client.chat().completions().withRawResponse().create(params)) {
            return new Result(response.headers().values("x-serai-deployment"), response.parse(), 1);
        }
    }

    Result streamed(ChatCompletionCreateParams params) {
        try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> response =
                        client.chat().completions().withRawResponse().createStreaming(params);
                StreamResponse<ChatCompletionChunk> chunks = response.parse()) {
            ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
            long count = chunks.stream().map(whole::accumulate).toList().size();
            return new Result(response.headers().values("x-serai-deployment"), whole.chatCompletion(), count);
        }
    }

    List<String> models() {
        return client.models().list().data().stream().map(Model::id).toList();
    }

    @Override
    public void close() {
        client.close();
    }

    /** An answer, who gave it, and in how many pieces. */
    record Result(List<String> deployments, ChatCompletion completion, long pieces) {
        ChatCompletion.Choice choice() {
            return completion.choices().getFirst();
        }

        String text() {
            return choice().message().content().orElse("");
        }

        List<ChatCompletionMessageFunctionToolCall.Function> functions() {
            return calls().stream()
                    .map(ChatCompletionMessageFunctionToolCall::function)
                    .toList();
        }

        List<ChatCompletionMessageFunctionToolCall> calls() {
            return choice().message().toolCalls().orElse(List.of()).stream()
                    .map(call -> call.asFunction())
                    .toList();
        }
    }
}
