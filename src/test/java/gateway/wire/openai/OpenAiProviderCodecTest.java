package gateway.wire.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.model.Completion;
import gateway.model.Dialect;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Part;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Sampling;
import gateway.model.Usage;
import gateway.wire.ProviderCodec.Encoded;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiProviderCodecTest {
    private static final OpenAiProviderCodec CODEC = new OpenAiProviderCodec();
    private static final String ANSWER =
            "{\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":%s," + "\"finish_reason\":\"%s\"}]}";

    @Test
    void changesOnlyTheModelOfARequestInItsOwnDialect() {
        Request.Chat chat = Samples.read(
                "{ \"messages\": [{\"role\":\"user\", \"content\":\"h\\u0069\"}],\n \"model\" : \"alias\", \"new\": 1.0 }");

        Encoded encoded = CODEC.encode(chat, Samples.GPT);

        assertThat(encoded.json())
                .isEqualTo("{ \"messages\": [{\"role\":\"user\", \"content\":\"h\\u0069\"}],\n"
                        + " \"model\" : \"upstream-\\\"name\\\"\", \"new\": 1.0 }");
        assertThat(encoded.lost()).isEmpty();
    }

    @Test
    void asksForTheUsageOfAStreamAndKeepsTheClientsOtherOptions() {
        Request.Chat chat = Samples.read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                + "\"stream\":true,\"stream_options\":{\"include_usage\":false,\"include_obfuscation\":false}}");

        Encoded encoded = CODEC.encode(chat, Samples.OLLAMA);

        assertThat(encoded.json())
                .isEqualTo("{\"model\":\"upstream-\\\"name\\\"\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                        + "\"stream\":true,\"stream_options\":{\"include_usage\":true,\"include_obfuscation\":false}}");
    }

    @Test
    void asksForTheUsageOfAStreamWhereTheClientSaidNothing() {
        Request.Chat chat =
                Samples.read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}");

        assertThat(CODEC.encode(chat, Samples.GPT).json())
                .startsWith("{\"stream_options\":{\"include_usage\":true},\"model\":\"upstream");
    }

    @Test
    void sendsTheBoundThatTheGatewayHasSet() {
        Request.Chat chat = Samples.read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .bounded(512);

        assertThat(CODEC.encode(chat, Samples.GPT).json())
                .isEqualTo("{\"max_completion_tokens\":512,\"model\":\"upstream-\\\"name\\\"\","
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        assertThat(CODEC.encode(chat, Samples.OLLAMA).json()).startsWith("{\"max_tokens\":512,\"model\"");
        assertThat(CODEC.encode(chat, Samples.MISTRAL).json()).contains("\"max_tokens\":512");
        assertThat(CODEC.encode(Samples.withoutOriginal(chat), Samples.GPT).json())
                .contains("\"max_completion_tokens\":512");
    }

    @Test
    void setsTheBoundInThePlaceOfNull() {
        Request.Chat chat = Samples.read("{\"model\":\"m\",\"max_tokens\":null,\"messages\":"
                        + "[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .bounded(512);

        assertThat(CODEC.encode(chat, Samples.OLLAMA).json())
                .containsOnlyOnce("max_tokens")
                .contains("\"max_tokens\":512");
    }

    @Test
    void boundsNoMoreThanTheDeploymentCanAnswer() {
        Request.Chat chat = Samples.read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .bounded(100_000);

        assertThat(CODEC.encode(chat, Samples.GPT).json()).contains("\"max_completion_tokens\":4096");
    }

    @Test
    void sendsHowManyAnswersAreAskedFor() {
        Request.Chat chat =
                Samples.read("{\"model\":\"m\",\"n\":3,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

        assertThat(CODEC.encode(chat, Samples.GPT).json()).contains("\"n\":3");
        assertThat(CODEC.encode(Samples.withoutOriginal(chat), Samples.GPT).json())
                .contains("\"n\":3");
        assertThat(CODEC.encode(chat, Samples.MISTRAL).json()).contains("\"n\":3");
    }

    @Test
    void sendsMistralOnlyWhatItTakes() {
        Request.Chat chat = Samples.read("""
                {"model":"m","messages":[{"role":"user","name":"bob","content":"hi"}],"max_completion_tokens":5,
                 "seed":7,"user":"u","safe_prompt":true,"stream":true,"stream_options":{"include_usage":true}}
                """);

        Encoded encoded = CODEC.encode(chat, Samples.MISTRAL);

        assertThat(encoded.json())
                .isEqualTo("{\"model\":\"upstream-\\\"name\\\"\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                        + "\"safe_prompt\":true,\"max_tokens\":5,\"random_seed\":7,\"stream\":true}");
        assertThat(encoded.lost()).containsExactly("messages[].name", "user");
    }

    @Test
    void namesWhatARequestOfAnotherDialectLoses() {
        Sampling sampling = new Sampling(100, null, null, 40, null, null, null);
        Request.Chat chat = Samples.anthropic(
                sampling,
                List.of("1", "2", "3", "4", "5"),
                new Part.Text("hi"),
                new Part.CachePoint(null),
                new Part.ToolResult("t1", null, List.of(), true));

        Encoded encoded = CODEC.encode(chat, Samples.GPT);

        assertThat(encoded.lost()).containsExactly("cache_control", "is_error", "stop_sequences", "top_k");
        assertThat(encoded.json()).contains("\"max_completion_tokens\":100", "\"stop\":[\"1\",\"2\",\"3\",\"4\"]");
    }

    @Test
    void refusesContentThatItCannotCarry() {
        Request.Chat chat = Samples.anthropic(
                Sampling.DEFAULT, List.of(), new Part.Other(Dialect.ANTHROPIC, "search_result", Json.EMPTY_OBJECT));

        RefusedException refused = Objects.requireNonNull(
                catchThrowableOfType(RefusedException.class, () -> CODEC.encode(chat, Samples.GPT)));

        assertThat(refused.refusal()).isInstanceOf(Refusal.UnsupportedFeature.class);
    }

    @Test
    void sendsTheTextOfAPlainTextDocument() {
        Request.Chat chat = Samples.anthropic(
                Sampling.DEFAULT, List.of(), new Part.Document(new Media("text/plain", "aGVsbG8=", null), null));

        assertThat(CODEC.encode(chat, Samples.GPT).json()).contains("{\"role\":\"user\",\"content\":\"hello\"}");
    }

    @Test
    void readsAWholeAnswer() {
        Completion completion = decode("""
                {"id":"c1","model":"gpt-5","object":"chat.completion","choices":[{"index":0,"finish_reason":"tool_calls",
                 "message":{"role":"assistant","content":"ok","reasoning_content":"hm","tool_calls":[
                  {"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}},
                  {"id":"b","function":{"name":"g","arguments":{"y":2}}},
                  {"function":{"name":"h","arguments":""}}]}}],
                 "usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,
                  "prompt_tokens_details":{"cached_tokens":4,"cache_write_tokens":2},
                  "completion_tokens_details":{"reasoning_tokens":3}}}
                """);

        assertThat(completion.content())
                .containsExactly(
                        new Part.Thinking("hm", null),
                        new Part.Text("ok"),
                        new Part.ToolCall("a", "f", new Json("{\"x\":1}"), null),
                        new Part.ToolCall("b", "g", new Json("{\"y\":2}"), null),
                        new Part.ToolCall(CompletionReader.callId("c1", 2), "h", Json.EMPTY_OBJECT, null));
        assertThat(completion.finish()).isEqualTo(FinishReason.TOOL_CALLS);
        assertThat(completion.usage()).isEqualTo(new Usage(10, 4, 2, 0, 5, 3));
    }

    @Test
    void addsReasoningThatIsCountedBesideTheCompletion() {
        Completion completion = decode("""
                {"choices":[{"message":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,
                 "total_tokens":35,"completion_tokens_details":{"reasoning_tokens":20}}}
                """);

        assertThat(completion.usage()).isEqualTo(new Usage(10, 0, 0, 0, 25, 20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stop | {'content':'a'} | STOP",
                "length | {'content':'a'} | LENGTH",
                "model_length | {'content':'a'} | LENGTH",
                "content_filter | {'content':null} | CONTENT_FILTER",
                "stop | {'content':null,'refusal':'No.'} | REFUSAL",
                "stop | {'content':null,'tool_calls':[{'id':'a','function':{'name':'f','arguments':''}}]} | TOOL_CALLS",
                "function_call | {'content':null,'function_call':{'name':'f','arguments':'{}'}} | TOOL_CALLS",
                "tomorrow | {'content':'a'} | OTHER"
            })
    void readsWhyAnAnswerEnded(String word, String message, FinishReason reason) {
        Completion completion = decode(ANSWER.formatted(message.replace('\'', '"'), word));

        assertThat(completion.finish()).isEqualTo(reason);
        assertThat(completion.usage()).isNull();
    }

    @Test
    void readsAnAnswerThatAzureFilteredAway() {
        Completion completion = decode("{\"choices\":[{\"finish_reason\":\"content_filter\",\"index\":0}]}");

        assertThat(completion.content()).isEmpty();
        assertThat(completion.finish()).isEqualTo(FinishReason.CONTENT_FILTER);
    }

    @Test
    void readsMistralsListOfParts() {
        Completion completion = decode(ANSWER.formatted(
                "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]},"
                        + "{\"type\":\"text\",\"text\":\"4\"}]}",
                "stop"));

        assertThat(completion.content()).containsExactly(new Part.Thinking("hm", null), new Part.Text("4"));
    }

    @Test
    void showsTheTextOfEveryAnswerThatWasAskedFor() {
        Completion completion =
                decode("{\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"},"
                        + "{\"index\":1,\"message\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}]}");

        assertThat(completion.content()).containsExactly(new Part.Text("a"), new Part.Text("b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "null",
                "{}",
                "{\"choices\":[]}",
                "{\"choices\":null}",
                "{\"choices\":[{}]}",
                "{\"choices\":[{\"message\":{"
            })
    void callsWhatIsNoAnswerGarbage(String body) {
        assertThat(failure(body)).isEqualTo(Failure.of(Failure.Kind.BROKEN, 200, "garbage"));
    }

    @Test
    void findsAnErrorInsideAnAnswer() {
        Failure failure = failure("{\"error\":{\"message\":\"secret\",\"code\":502}}");

        assertThat(failure.kind()).isEqualTo(Failure.Kind.BROKEN);
        assertThat(failure.status()).isEqualTo(502);
    }

    private static Completion decode(String json) {
        return CODEC.decode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Failure failure(String json) {
        return Objects.requireNonNull(catchThrowableOfType(FailedException.class, () -> decode(json)))
                .failure();
    }
}
