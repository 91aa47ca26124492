package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseOutputMessage;
import com.openai.models.responses.ResponseOutputText;
import com.openai.models.responses.ResponseStatus;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Reply;
import gateway.sdk.ResponsesCalls.Result;
import gateway.wire.JsonCodec;
import gateway.wire.responses.StreamReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What few answers have by the Responses API: refusals, log probabilities, and calls that their provider has sealed.
 */
class ResponsesPartsTest {
    private static final String PRICE =
            "{input: 1000000, cache-read: 0, cache-write: 0, cache-write-1h: 0, output: 1000000, taken: 2026-11-27}";
    private static final String PLACE = "region: global, residency: any, priority: 0, weight: 1, price: " + PRICE;
    private static final String CALL = """
            {"candidates":[{"content":{"role":"model","parts":[
              {"functionCall":{"name":"get_weather","args":{"city":"Rome"}},"thoughtSignature":"c2VhbC1vbmU="},
              {"functionCall":{"name":"get_weather","args":{"city":"Bonn"}}}]},"finishReason":"STOP","index":0}],
             "usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":3,"totalTokenCount":12},"modelVersion":"gemini-3-pro"}
            """.replace("\n", "");
    private static final String SAID = """
            {"candidates":[{"content":{"role":"model","parts":[{"text":"Sunny"}]},"finishReason":"STOP","index":0}],
             "usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":3,"totalTokenCount":12},"modelVersion":"gemini-3-pro"}
            """.replace("\n", "");
    private static final String LOGPROBS =
            "{\"content\":[{\"token\":\"Yes\",\"logprob\":-0.5,\"bytes\":[89,101,115],\"top_logprobs\":[{\"token\":\"Yes\",\"logprob\":-0.5,\"bytes\":[89,101,115]}]}],\"refusal\":null}";

    private static ScriptedProvider provider;
    private static TestGateway gateway;
    private static ResponsesCalls openai;

    @BeforeAll
    static void start() {
        provider = new ScriptedProvider();
        gateway = TestGateway.start("""
                gateway:
                  responses: {store: true}
                  providers:
                    p-oa: {dialect: openai, endpoint: "https://api.openai.com/v1", auth: bearer, account: a, headers: {}, address: "127.0.0.1:%1$d"}
                    p-ge: {dialect: gemini, endpoint: "https://generativelanguage.googleapis.com", auth: x-goog-api-key, account: g, headers: {}, address: "127.0.0.1:%1$d"}
                  models:
                    oa: {context-tokens: 8000, max-output-tokens: 1000, deployments: {oa-1: {provider: p-oa, upstream-name: gpt-x, %2$s}}}
                    ge: {context-tokens: 8000, max-output-tokens: 1000, deployments: {ge-1: {provider: p-ge, upstream-name: gemini-3-pro, %2$s}}}
                """.formatted(provider.port(), PLACE));
        openai = new ResponsesCalls(gateway, TestGateway.KEY);
    }

    @AfterAll
    static void stop() {
        openai.close();
        gateway.close();
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsARefusalAsOne(boolean stream) {
        provider.say(
                stream
                        ? frames(
                                "{\"refusal\":\"I cannot\"}",
                                "null",
                                "null",
                                "{\"refusal\":\" do that.\"}",
                                "null",
                                "null",
                                "{}",
                                "null",
                                "\"stop\"")
                        : whole("{\"role\":\"assistant\",\"content\":null,\"refusal\":\"I cannot do that.\"}", "null"));

        Result result = stream ? openai.streamed(ask().build()) : openai.whole(ask().build());

        assertThat(result.response().status()).contains(ResponseStatus.COMPLETED);
        assertThat(message(result).content())
                .singleElement()
                .satisfies(part -> assertThat(part.asRefusal().refusal()).isEqualTo("I cannot do that."));
        if (stream) {
            assertThat(result.events().stream()
                            .flatMap(event -> event.refusalDelta().stream())
                            .map(delta -> delta.delta()))
                    .containsExactly("I cannot", " do that.");
            assertThat(result.events().stream()
                            .flatMap(event -> event.refusalDone().stream())
                            .map(done -> done.refusal()))
                    .containsExactly("I cannot do that.");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsLogProbabilitiesWhereTheyAreIncluded(boolean stream) {
        provider.say(
                stream
                        ? frames("{\"content\":\"Yes\"}", LOGPROBS, "null", "{}", "null", "\"stop\"")
                        : whole("{\"role\":\"assistant\",\"content\":\"Yes\"}", LOGPROBS));
        ResponseCreateParams params = ask().addInclude(ResponseIncludable.MESSAGE_OUTPUT_TEXT_LOGPROBS)
                .topLogprobs(1)
                .build();

        Result result = stream ? openai.streamed(params) : openai.whole(params);

        assertThat(json(provider.last()).path("logprobs").asBoolean()).isTrue();
        assertThat(json(provider.last()).path("top_logprobs").asInt()).isEqualTo(1);
        ResponseOutputText text = message(result).content().getFirst().asOutputText();
        assertThat(text.logprobs().orElseThrow()).singleElement().satisfies(token -> {
            assertThat(token.token()).isEqualTo("Yes");
            assertThat(token.logprob()).isEqualTo(-0.5);
            assertThat(token.topLogprobs()).hasSize(1);
        });
        if (stream) {
            assertThat(result.events().stream()
                            .flatMap(event -> event.outputTextDelta().stream())
                            .flatMap(delta -> delta.logprobs().stream())
                            .map(token -> token.logprob()))
                    .containsExactly(-0.5);
        }
    }

    @Test
    void namesLogProbabilitiesAsLostElsewhere() {
        provider.say(SAID);

        Reply reply = post(
                "\"model\":\"ge\",\"input\":\"Hello\",\"top_logprobs\":2,\"include\":[\"message.output_text.logprobs\"]");

        assertThat(reply.header("x-serai-translation").split(", ?"))
                .containsExactlyInAnyOrder("include", "top_logprobs");
        assertThat(provider.last()).doesNotContainIgnoringCase("logprobs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole, sent again", "streamed, sent again", "whole, kept", "streamed, kept"})
    void bringsTheSealOfACallBackToGemini(String way) {
        boolean stream = way.startsWith("streamed");
        boolean kept = way.endsWith("kept");
        provider.say(stream ? "data: " + CALL + "\n\n" : CALL);
        provider.say(stream ? "data: " + SAID + "\n\n" : SAID);
        String tools =
                "\"tools\":[{\"type\":\"function\",\"name\":\"get_weather\",\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}}]";
        String fields = "\"model\":\"ge\",\"stream\":" + stream + ",\"store\":" + kept + "," + tools;
        ArrayNode conversation = JsonCodec.MAPPER.createArrayNode();
        conversation.addObject().put("role", "user").put("content", "What is it like in Rome and in Bonn?");

        JsonNode called = response(stream, post(fields + ",\"input\":" + conversation));
        if (!kept) {
            conversation.addAll((ArrayNode) called.path("output"));
        }
        ArrayNode next = kept ? JsonCodec.MAPPER.createArrayNode() : conversation;
        for (JsonNode item : called.path("output")) {
            if (item.has("call_id")) {
                ObjectNode result = next.addObject().put("type", "function_call_output");
                result.set("call_id", item.get("call_id"));
                result.put("output", "sunny");
            }
        }
        String previous = kept ? ",\"previous_response_id\":" + called.path("id") : "";
        JsonNode answer = response(stream, post(fields + previous + ",\"input\":" + next));

        assertThat(answer.at("/output/0/content/0/text").asText()).isEqualTo("Sunny");
        JsonNode turn = json(provider.last()).at("/contents/1/parts");
        assertThat(turn).hasSize(2);
        assertThat(turn.at("/0/functionCall/args/city").asText()).isEqualTo("Rome");
        assertThat(turn.at("/0/thoughtSignature").asText()).isEqualTo("c2VhbC1vbmU=");
        assertThat(turn.at("/1/functionCall/args/city").asText()).isEqualTo("Bonn");
        assertThat(turn.get(1).has("thoughtSignature")).isFalse();
    }

    private static ResponseCreateParams.Builder ask() {
        return ResponseCreateParams.builder().model("oa").input("Hello");
    }

    private static ResponseOutputMessage message(Result result) {
        List<ResponseOutputItem> output = result.response().output();
        assertThat(output).hasSize(1);
        return output.getFirst().asMessage();
    }

    private static String whole(String message, String logprobs) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-x\",\"choices\":[{\"index\":0,\"message\":"
                + message + ",\"logprobs\":" + logprobs
                + ",\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}";
    }

    /** Frames of a stream: of each its delta, its log probabilities and the reason for the end. */
    private static String frames(String... fields) {
        StringBuilder sse = new StringBuilder();
        for (int i = 0; i < fields.length; i += 3) {
            sse.append(
                            "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-x\",\"choices\":[{\"index\":0,\"delta\":")
                    .append(fields[i])
                    .append(",\"logprobs\":")
                    .append(fields[i + 1])
                    .append(",\"finish_reason\":")
                    .append(fields[i + 2])
                    .append("}]}\n\n");
        }
        return sse.append("data: [DONE]\n\n").toString();
    }

    private static Reply post(String fields) {
        return new Client(gateway).send("POST", "/v1/responses", TestGateway.KEY, Map.of(), "{" + fields + "}");
    }

    private static JsonNode response(boolean stream, Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return stream ? new StreamReading(reply.body()).response() : json(reply.body());
    }

    private static JsonNode json(String text) {
        try {
            return JsonCodec.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
