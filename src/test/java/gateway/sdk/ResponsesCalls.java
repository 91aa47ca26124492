package gateway.sdk;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.StructuredResponseCreateParams;
import gateway.app.TestGateway;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** OpenAI's SDK, as an application that speaks the Responses API sets it up. */
final class ResponsesCalls implements AutoCloseable {
    private final OpenAIClient client;

    ResponsesCalls(TestGateway gateway, String key) {
        client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url() + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    /** A request with nothing but model and headers. */
    static ResponseCreateParams.Builder ask(Behind behind) {
        ResponseCreateParams.Builder params =
                ResponseCreateParams.builder().model(behind.model()).maxOutputTokens(1000);
        behind.headers().forEach(params::putAdditionalHeader);
        return params;
    }

    static FunctionTool tool(String name) {
        return FunctionTool.builder()
                .name(name)
                .description("Says it for a city")
                .parameters(FunctionTool.Parameters.builder()
                        .putAdditionalProperty("type", JsonValue.from(Samples.TYPE))
                        .putAdditionalProperty("properties", JsonValue.from(Samples.PROPERTIES))
                        .putAdditionalProperty("required", JsonValue.from(Samples.REQUIRED))
                        .build())
                .strict(false)
                .build();
    }

    /** The answer in one piece; what the SDK knows of its form is checked. */
    Result whole(ResponseCreateParams params) {
        try (HttpResponseFor<Response> response =
                client.responses().withRawResponse().create(params)) {
            return new Result(
                    response.headers().values("x-serai-deployment"),
                    response.parse().validate(),
                    List.of());
        }
    }

    /** The answer as a stream; what the SDK knows of its events' form is checked. */
    Result streamed(ResponseCreateParams params) {
        try (HttpResponseFor<StreamResponse<ResponseStreamEvent>> response =
                        client.responses().withRawResponse().createStreaming(params);
                StreamResponse<ResponseStreamEvent> events = response.parse()) {
            ResponseAccumulator whole = ResponseAccumulator.create();
            List<ResponseStreamEvent> all = events.stream()
                    .map(event -> whole.accumulate(event.validate()))
                    .toList();
            return new Result(response.headers().values("x-serai-deployment"), whole.response(), all);
        }
    }

    /** An answer that the SDK reads into a type. */
    <T> T typed(StructuredResponseCreateParams<T> params) {
        return client.responses().create(params).output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .map(content -> content.asOutputText())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        client.close();
    }

    /** An answer, who gave it, and its events if it was streamed. */
    record Result(List<String> deployments, Response response, List<ResponseStreamEvent> events) {
        String text() {
            return response.output().stream()
                    .flatMap(item -> item.message().stream())
                    .flatMap(message -> message.content().stream())
                    .flatMap(content -> content.outputText().stream())
                    .map(text -> text.text())
                    .collect(Collectors.joining());
        }

        /** What came in pieces. */
        String pieces() {
            return events.stream()
                    .flatMap(event -> event.outputTextDelta().stream())
                    .map(delta -> delta.delta())
                    .collect(Collectors.joining());
        }

        List<ResponseFunctionToolCall> calls() {
            return response.output().stream()
                    .map(ResponseOutputItem::functionCall)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }
}
