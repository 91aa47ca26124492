package gateway.sdk;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.HttpResponseFor;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextBlock;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolUseBlock;
import com.anthropic.models.models.ModelInfo;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Anthropic's SDK, as an application sets it up. */
final class AnthropicCalls implements AutoCloseable {
    private final AnthropicClient client;

    AnthropicCalls(TestGateway gateway, String key) {
        client = AnthropicOkHttpClient.builder()
                .baseUrl(gateway.url())
                .apiKey(key)
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    /** A request with nothing but model, length and headers. */
    static MessageCreateParams.Builder ask(Behind behind) {
        MessageCreateParams.Builder params =
                MessageCreateParams.builder().model(behind.model()).maxTokens(1000);
        behind.headers().forEach(params::putAdditionalHeader);
        return params;
    }

    static Tool tool(String name) {
        Tool.InputSchema.Properties.Builder properties = Tool.InputSchema.Properties.builder();
        Samples.PROPERTIES.forEach((key, value) -> properties.putAdditionalProperty(key, JsonValue.from(value)));
        return Tool.builder()
                .name(name)
                .description("Says it for a city")
                .inputSchema(Tool.InputSchema.builder()
                        .properties(properties.build())
                        .required(Samples.REQUIRED)
                        .build())
                .build();
    }

    Result whole(MessageCreateParams params) {
        try (HttpResponseFor<Message> response =
                client.messages().withRawResponse().create(params)) {
            return new Result(response.headers().values("x-serai-deployment"), response.parse(), 1);
        }
    }

    Result streamed(MessageCreateParams params) {
        try (HttpResponseFor<StreamResponse<RawMessageStreamEvent>> response =
                        client.messages().withRawResponse().createStreaming(params);
                StreamResponse<RawMessageStreamEvent> events = response.parse()) {
            MessageAccumulator whole = MessageAccumulator.create();
            long count = events.stream().map(whole::accumulate).toList().size();
            return new Result(response.headers().values("x-serai-deployment"), whole.message(), count);
        }
    }

    List<String> models() {
        return client.models().list().data().stream().map(ModelInfo::id).toList();
    }

    long count(MessageCountTokensParams params) {
        return client.messages().countTokens(params).inputTokens();
    }

    @Override
    public void close() {
        client.close();
    }

    /** An answer, who gave it, and in how many pieces. */
    record Result(List<String> deployments, Message message, long pieces) {
        String text() {
            return message.content().stream()
                    .flatMap(block -> block.text().stream())
                    .map(TextBlock::text)
                    .collect(Collectors.joining());
        }

        List<ToolUseBlock> calls() {
            return message.content().stream()
                    .map(ContentBlock::toolUse)
                    .flatMap(block -> block.stream())
                    .toList();
        }

        /** The argument that all tools have. */
        static String city(ToolUseBlock call) {
            JsonNode input = Objects.requireNonNull(call._input().convert(JsonNode.class));
            return input.path("city").asText();
        }
    }
}
