package gateway.wire.gemini;

import static gateway.wire.gemini.Chats.assistant;
import static gateway.wire.gemini.Chats.call;
import static gateway.wire.gemini.Chats.result;
import static gateway.wire.gemini.Chats.system;
import static gateway.wire.gemini.Chats.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Sampling;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiEncodeTest {
    private static final Chats ASKED_AND_ANSWERED = Chats.of(
            user(new Part.Text("Weather?")), assistant(call("call_1", "Graz")), user(result("call_1", "rain")));

    private final GeminiProviderCodec codec = new GeminiProviderCodec();

    @Test
    void sendsTheBoundThatTheGatewayHasSet() {
        assertThat(codec.encode(Chats.question().chat().bounded(512), Chats.FLASH)
                        .json())
                .contains("\"maxOutputTokens\":512");
    }

    @Test
    void losesWhatGeminiHasNoWordForInTheWordsOfAnOpenAiClient() {
        Chats chat = Chats.of(user(
                        new Part.Image(new Media("image/png", "AAAA", null), "high"),
                        new Part.Document(new Media("application/pdf", "AAAA", null), "a.pdf")))
                .tools(null, new Tool("f", null, Json.EMPTY_OBJECT, true))
                .oneCallAtATime()
                .stoppedBy("1", "2", "3", "4", "5", "6")
                .sampled(new Sampling(null, null, null, null, 1L << 40, null, null))
                .with(Map.of("user", new Json("\"u\""), "n", new Json("2"), "store", new Json("null")));

        List<String> lost = codec.encode(chat.chat(), Chats.FLASH).lost();

        assertThat(lost)
                .containsExactly("detail", "filename", "strict", "seed", "stop", "parallel_tool_calls", "n", "user");
    }

    @Test
    void losesWhatGeminiHasNoWordForInTheWordsOfAnAnthropicClient() {
        Chats chat = Chats.of(
                        system(new Part.Text("Be brief."), new Part.CachePoint(null)),
                        user(new Part.Text("Hello"), new Part.CachePoint("1h")))
                .by(Dialect.ANTHROPIC)
                .oneCallAtATime()
                .stoppedBy("1", "2", "3", "4", "5", "6");

        List<String> lost = codec.encode(chat.chat(), Chats.FLASH).lost();

        assertThat(lost).containsExactly("cache_control", "stop_sequences", "disable_parallel_tool_use");
    }

    @Test
    void keepsTheFirstFiveStopSequences() {
        Chats chat = Chats.question().stoppedBy("1", "2", "3", "4", "5", "6");

        JsonNode sent = sent(chat, Chats.FLASH);

        assertThat(sent.at("/generationConfig/stopSequences").toString()).isEqualTo("[\"1\",\"2\",\"3\",\"4\",\"5\"]");
    }

    @ParameterizedTest
    @CsvSource({"none, 0", "low, 1024", "medium, 8192", "high, 24576"})
    void turnsEffortIntoABudget(String effort, int budget) {
        Chats chat = Chats.question().thinking(new Reasoning(true, effort, null, false));

        JsonNode sent = sent(chat, Chats.FLASH);

        assertThat(sent.at("/generationConfig/thinkingConfig").toString())
                .isEqualTo("{\"thinkingBudget\":" + budget + "}");
    }

    @Test
    void tellsThatProCannotStopThinking() {
        Chats chat = Chats.question().thinking(new Reasoning(false, null, null, false));

        var encoded = codec.encode(chat.chat(), Chats.PRO);

        assertThat(encoded.json()).contains("\"thinkingBudget\":128");
        assertThat(encoded.lost()).containsExactly("reasoning_effort");
    }

    @Test
    void leavesTheBudgetToTheModelWhenTheClientNamesNone() {
        Chats chat = Chats.question().thinking(new Reasoning(true, null, null, true));

        JsonNode sent = sent(chat, Chats.FLASH);

        assertThat(sent.at("/generationConfig/thinkingConfig").toString()).isEqualTo("{\"includeThoughts\":true}");
    }

    @Test
    void sendsNoIdsToVertex() {
        Chats chat = ASKED_AND_ANSWERED;

        JsonNode sent = sent(chat, Chats.VERTEX_EU);

        assertThat(sent.at("/contents/1/parts/0/functionCall").has("id")).isFalse();
        assertThat(sent.at("/contents/2/parts/0/functionResponse").has("id")).isFalse();
    }

    @Test
    void marksTheFirstCallOfAnotherModelForGemini3() {
        Chats chat = Chats.of(
                user(new Part.Text("Weather?")),
                assistant(call("call_1", "Graz"), call("call_2", "Linz")),
                user(result("call_1", "rain"), result("call_2", "snow")));

        JsonNode sent = sent(chat, Chats.GENERATION_3);

        assertThat(sent.at("/contents/1/parts/0/thoughtSignature").asText())
                .isEqualTo("skip_thought_signature_validator");
        assertThat(sent.at("/contents/1/parts/1").has("thoughtSignature")).isFalse();
    }

    @Test
    void marksNoCallForGemini2() {
        Chats chat = ASKED_AND_ANSWERED;

        JsonNode sent = sent(chat, Chats.FLASH);

        assertThat(sent.at("/contents/1/parts/0").has("thoughtSignature")).isFalse();
    }

    @Test
    void sendsBackItsOwnThoughtsOnly() {
        Chats chat = Chats.of(
                user(new Part.Text("Hm?")),
                assistant(
                        new Part.Thinking("foreign", "EqQBCgIYAh"),
                        new Part.Thinking("unsealed", null),
                        new Part.Thinking("own", "gemini:c2VhbA=="),
                        new Part.RedactedThinking("secret"),
                        new Part.Text("Ah.")));

        JsonNode sent = sent(chat, Chats.FLASH);

        assertThat(sent.at("/contents/1/parts").toString())
                .isEqualTo(
                        "[{\"text\":\"own\",\"thought\":true,\"thoughtSignature\":\"c2VhbA==\"},{\"text\":\"Ah.\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}"})
    void sendsAnObjectForEmptyArguments(String arguments) {
        Chats chat = Chats.of(
                user(new Part.Text("Go")), assistant(new Part.ToolCall("call_1", "go", new Json(arguments), null)));

        JsonNode sent = sent(chat, Chats.FLASH);

        assertThat(sent.at("/contents/1/parts/0/functionCall/args").toString()).isEqualTo("{}");
    }

    @Test
    void wrapsArgumentsThatAreNoObject() {
        Chats chat = Chats.of(
                user(new Part.Text("Go")), assistant(new Part.ToolCall("call_1", "go", new Json("{\"a\":"), null)));

        JsonNode sent = sent(chat, Chats.FLASH);

        assertThat(sent.at("/contents/1/parts/0/functionCall/args").toString())
                .isEqualTo("{\"arguments\":\"{\\\"a\\\":\"}");
    }

    @Test
    void putsAPictureOfAToolBehindItsResponse() {
        Part.Image picture = new Part.Image(new Media("image/png", "AAAA", null), null);
        Chats chat = Chats.of(
                user(new Part.Text("Draw")),
                assistant(call("call_1", "Graz")),
                user(new Part.ToolResult("call_1", null, List.of(new Part.Text("done"), picture), false)));

        JsonNode sent = sent(chat, Chats.VERTEX_EU);

        assertThat(sent.at("/contents/2/parts").toString())
                .isEqualTo("[{\"functionResponse\":{\"name\":\"get_weather\",\"response\":{\"result\":\"done\"}}},"
                        + "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}]");
    }

    @Test
    void letsTheUserSpeakWhenThereAreInstructionsOnly() {
        Chats chat = Chats.of(system(new Part.Text("Tell a joke.")));

        JsonNode sent = sent(chat, Chats.FLASH);

        assertThat(sent.toString())
                .isEqualTo("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Tell a joke.\"}]}]}");
    }

    @Test
    void forbidsToolsByMode() {
        Chats chat = Chats.question().tools(new ToolChoice.None(), Chats.WEATHER);

        JsonNode sent = sent(chat, Chats.FLASH);

        assertThat(sent.at("/toolConfig/functionCallingConfig/mode").asText()).isEqualTo("NONE");
    }

    @Test
    void refusesAPartThatOnlyAnotherDialectKnows() {
        Part video = new Part.Other(Dialect.OPENAI, "video", Json.EMPTY_OBJECT);
        Chats chat = Chats.of(user(video));

        var refused = assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> codec.encode(chat.chat(), Chats.FLASH));

        refused.extracting(RefusedException::refusal)
                .isEqualTo(new Refusal.UnsupportedFeature("Gemini does not take a content part of type video"));
    }

    @Test
    void refusesAResultWhoseCallIsUnknown() {
        Chats chat = Chats.of(user(result("call_unknown", "rain")));

        var refused = assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> codec.encode(chat.chat(), Chats.FLASH));

        refused.extracting(RefusedException::refusal).isInstanceOf(Refusal.UnsupportedFeature.class);
    }

    private JsonNode sent(Chats chat, Deployment deployment) {
        try {
            return JsonCodec.MAPPER.readTree(
                    codec.encode(chat.chat(), deployment).json());
        } catch (JsonProcessingException e) {
            throw new AssertionError("what is sent is no JSON", e);
        }
    }
}
