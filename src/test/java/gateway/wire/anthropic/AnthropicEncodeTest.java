package gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Dialect;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Part;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.Sampling;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import gateway.wire.ProviderCodec.Encoded;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicEncodeTest {
    @Test
    void changesNothingButTheModelOfItsOwnRequests() {
        String json = "{ \"max_tokens\":10 ,\"model\" : \"alias\",\n \"x\": [1.0, \"\\u00e9\"],"
                + " \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}] }";
        Request.Chat chat = Samples.read(json);

        Encoded encoded = encode(chat);

        assertThat(encoded.json()).isEqualTo(json.replace("\"alias\"", "\"claude-sonnet-4-5-20250929\""));
        assertThat(encoded.lost()).isEmpty();
    }

    @Test
    void boundsTheAnswerWhereTheClientDoesNot() {
        assertThat(sent(Samples.fromOpenAi().user("Hi").build())
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(4096);
        assertThat(sent(Samples.fromOpenAi().user("Hi").maxTokens(7).build())
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(7);
        assertThat(sent(Samples.fromOpenAi().user("Hi").maxTokens(100_000).build())
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(64_000);
    }

    @Test
    void sendsTheBoundThatTheGatewayHasSet() {
        Request.Chat own = Samples.read(
                "{\"max_tokens\":9,\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

        assertThat(encode(own.bounded(512)).json()).startsWith("{\"max_tokens\":512,");
        assertThat(sent(Samples.fromOpenAi().user("Hi").build().bounded(512))
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(512);
        assertThat(sent(Samples.fromOpenAi().user("Hi").build().bounded(100_000))
                        .path("max_tokens")
                        .asInt())
                .isEqualTo(64_000);
    }

    @Test
    void reportsWhatItCannotCarry() {
        Request.Chat chat = Samples.fromOpenAi()
                .user("Hi")
                .sampling(new Sampling(10, 1.5, 0.5, null, 42L, 1.0, -1.0))
                .stop("\n")
                .format(new Format.JsonObject())
                .rest(Map.of(
                        "n", new Json("2"),
                        "logprobs", new Json("true"),
                        "metadata", new Json("{}"),
                        "user", new Json("\"u1\"")))
                .build();

        Encoded encoded = encode(chat);

        assertThat(encoded.lost())
                .containsExactlyInAnyOrder(
                        "temperature",
                        "top_p",
                        "seed",
                        "presence_penalty",
                        "frequency_penalty",
                        "stop",
                        "response_format",
                        "n",
                        "logprobs",
                        "metadata");
    }

    @Test
    void losesNothingWithFieldsThatSayWhatIsSoAnyway() {
        Request.Chat chat = Samples.fromOpenAi()
                .user("Hi")
                .sampling(new Sampling(10, 1.0, 1.0, null, null, 0.0, 0.0))
                .rest(Map.of("n", new Json("1"), "store", new Json("false")))
                .build();

        assertThat(encode(chat).lost()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "low, 100, 2048, 2148",
        "medium, 1000, 8192, 9192",
        "high, 1000, 16384, 17384",
        "minimal, 1000, 1024, 2024",
        "high, 63000, 32000, 64000",
    })
    void letsItThinkOnTopOfTheAnswer(String effort, int bound, int budget, int maxTokens) {
        JsonNode sent = sent(
                Samples.fromOpenAi().user("Hi").maxTokens(bound).effort(effort).build());

        assertThat(sent.path("thinking").path("budget_tokens").asInt()).isBetween(1024, budget);
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(maxTokens);
        assertThat(sent.path("thinking").path("budget_tokens").asInt()).isLessThan(maxTokens);
    }

    @Test
    void doesNotThinkWhenToldNotTo() {
        Request.Chat chat = Samples.fromOpenAi().user("Hi").effort("none").build();

        assertThat(sent(chat).has("thinking")).isFalse();
        assertThat(encode(chat).lost()).isEmpty();
    }

    @Test
    void doesNotThinkWhereAToolIsForced() {
        Request.Chat chat = Samples.fromOpenAi()
                .user("Hi")
                .effort("high")
                .toolChoice(new ToolChoice.Named("n"), null)
                .build();

        assertThat(sent(chat).has("thinking")).isFalse();
        assertThat(encode(chat).lost()).containsExactly("reasoning_effort");
    }

    @Test
    void doesNotThinkInAToolLoopThatBeganWithoutThoughts() {
        Part call = new Part.ToolCall("c1", "n", Json.EMPTY_OBJECT, null);
        Request.Chat unsealed = Samples.fromOpenAi()
                .user("Hi")
                .message(Role.ASSISTANT, new Part.Thinking("hm", null), call)
                .effort("high")
                .build();
        Request.Chat sealed = Samples.fromOpenAi()
                .user("Hi")
                .message(Role.ASSISTANT, new Part.Thinking("hm", "s1"), call)
                .effort("high")
                .build();

        assertThat(sent(unsealed).has("thinking")).isFalse();
        assertThat(sent(sealed).has("thinking")).isTrue();
    }

    @Test
    void sendsOnlyThoughtsThatAreSealed() {
        Request.Chat chat = Samples.fromOpenAi()
                .user("Hi")
                .message(
                        Role.ASSISTANT,
                        new Part.Thinking("forged", null),
                        new Part.Thinking("true", "s1"),
                        new Part.RedactedThinking("d1"),
                        new Part.CachePoint(null))
                .build();

        JsonNode content = sent(chat).path("messages").path(1).path("content");

        assertThat(content.toString()).isEqualTo("""
                [{"type":"thinking","thinking":"true","signature":"s1"},{"type":"redacted_thinking","data":"d1"}]""");
    }

    @Test
    void leavesOutAToolChoiceWithoutTools() {
        Request.Chat chat = Samples.fromOpenAi()
                .user("Hi")
                .toolChoice(new ToolChoice.Auto(), false)
                .build();

        assertThat(sent(chat).has("tool_choice")).isFalse();
    }

    @Test
    void refusesContentThatItCannotTake() {
        Part audio = new Part.Other(Dialect.OPENAI, "input_audio", new Json("{}"));
        Part sheet = new Part.Document(new Media("application/vnd.ms-excel", "AAAA", null), null);

        assertThatThrownBy(() ->
                        encode(Samples.fromOpenAi().message(Role.USER, audio).build()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("UnsupportedFeature");
        assertThatThrownBy(() ->
                        encode(Samples.fromOpenAi().message(Role.USER, sheet).build()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("UnsupportedFeature");
    }

    @Test
    void refusesAConversationWithoutAnyTurn() {
        assertThatThrownBy(() ->
                        encode(Samples.fromOpenAi().system("Be kind").user(" ").build()))
                .isInstanceOf(RefusedException.class);
    }

    private static Encoded encode(Request.Chat chat) {
        return new AnthropicProviderCodec().encode(chat, Samples.CLAUDE);
    }

    private static JsonNode sent(Request.Chat chat) {
        try {
            return JsonCodec.MAPPER.readTree(encode(chat).json());
        } catch (JsonProcessingException e) {
            throw new AssertionError("what is sent is no JSON", e);
        }
    }
}
