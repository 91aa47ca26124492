package gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.Sampling;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import gateway.wire.ProviderCodec.Encoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to Anthropic, word for word: {@code golden/anthropic/<case>/sent.json}. */
class AnthropicGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/anthropic");
    private static final Tool WEATHER = new Tool(
            "get_weather",
            "Tells the weather.",
            new Json("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}"),
            true);

    @Test
    void sendsAPlainConversation() throws IOException {
        Request.Chat chat = Samples.fromOpenAi()
                .system("Be kind.")
                .user("Hello")
                .message(Role.ASSISTANT, new Part.Text("Hi."), new Part.Text(" "))
                .system("Be brief.")
                .user("What is the time?")
                .user("And the date?")
                .stream()
                .build();

        assertThat(sent(chat)).isEqualTo(golden("conversation"));
    }

    @Test
    void sendsToolsTheirCallsAndTheirResults() throws IOException {
        Request.Chat chat = Samples.fromOpenAi()
                .user("Weather in Rome and Oslo?")
                .message(
                        Role.ASSISTANT,
                        new Part.ToolCall("call_1", "get_weather", new Json("{\"city\": \"Rome\"}"), null),
                        new Part.ToolCall("call_2", "get_weather", new Json(""), null),
                        new Part.ToolCall("call_3", "get_weather", new Json("{\"city\": "), null))
                .message(Role.USER, new Part.ToolResult("call_1", null, List.of(new Part.Text("sunny")), false))
                .message(
                        Role.USER,
                        new Part.Text("Quick!"),
                        new Part.ToolResult("call_2", null, List.of(), true),
                        new Part.CachePoint("1h"))
                .tool(WEATHER)
                .tool(new Tool("now", null, Json.EMPTY_OBJECT, null))
                .toolChoice(new ToolChoice.Any(), false)
                .build();

        assertThat(sent(chat)).isEqualTo(golden("tools"));
    }

    @Test
    void sendsImagesAndDocuments() throws IOException {
        Request.Chat chat = Samples.fromOpenAi()
                .message(
                        Role.USER,
                        new Part.Text("Compare."),
                        new Part.Image(new Media("image/png", "AAAA", null), "high"),
                        new Part.Image(new Media("application/octet-stream", null, "https://example.com/a.png"), null),
                        new Part.Document(new Media("application/pdf", "BBBB", null), "a.pdf"),
                        new Part.Document(new Media("text/plain", "R3LDvMOfZQ==", null), null),
                        new Part.Document(new Media("application/pdf", null, "https://example.com/a.pdf"), null),
                        new Part.CachePoint(null))
                .build();

        assertThat(sent(chat)).isEqualTo(golden("media"));
    }

    @Test
    void sendsEveryParameterThatThereIs() throws IOException {
        Request.Chat chat = Samples.fromOpenAi()
                .user("Hello")
                .sampling(new Sampling(100, 0.5, null, 7, null, 0.0, null))
                .stop("END", "\n")
                .format(new Format.JsonSchema("answer", null, new Json("{\"type\":\"object\"}"), true))
                .effort("low")
                .rest(Map.of("user", new Json("\"u1\"")))
                .build();

        assertThat(sent(chat)).isEqualTo(golden("parameters"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"own-conversation", "own-parameters"})
    void keepsARequestOfItsOwnWhenAStageHasChangedTheContent(String name) throws IOException {
        Request.Chat chat = Samples.read(Files.readString(GOLDEN.resolve(name).resolve("request.json")));

        Encoded encoded = new AnthropicProviderCodec().encode(Samples.changed(chat), Samples.CLAUDE);

        assertThat(pretty(encoded.json())).isEqualTo(golden(name));
        assertThat(encoded.lost()).isEmpty();
    }

    private static String sent(Request.Chat chat) throws IOException {
        return pretty(new AnthropicProviderCodec().encode(chat, Samples.CLAUDE).json());
    }

    private static String golden(String name) throws IOException {
        return pretty(Files.readString(GOLDEN.resolve(name).resolve("sent.json")));
    }

    private static String pretty(String json) throws IOException {
        return JsonCodec.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(JsonCodec.MAPPER.readTree(json));
    }
}
