package gateway.wire.gemini;

import static gateway.wire.gemini.Chats.assistant;
import static gateway.wire.gemini.Chats.call;
import static gateway.wire.gemini.Chats.result;
import static gateway.wire.gemini.Chats.system;
import static gateway.wire.gemini.Chats.user;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Sampling;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent, compared with {@code golden/gemini/<case>/sent.json}. */
class GeminiGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/gemini");

    private final GeminiProviderCodec codec = new GeminiProviderCodec();

    @Test
    void writesAPlainQuestion() throws IOException {
        Chats chat = Chats.question();

        String sent = sent(chat);

        assertSent("question", sent);
    }

    @Test
    void writesEverySetting() throws IOException {
        Chats chat = Chats.question()
                .sampled(new Sampling(256, 0.5, 0.9, 40, 7L, 0.25, -0.25))
                .stoppedBy("END", "STOP")
                .thinking(new Reasoning(true, "medium", null, true));

        String sent = sent(chat);

        assertSent("settings", sent);
    }

    @Test
    void mergesNeighboursAndGathersSystemMessages() throws IOException {
        Chats chat = Chats.of(
                system(new Part.Text("Be brief.")),
                user(new Part.Text("Hello")),
                user(new Part.Text(""), new Part.Text("Anybody there?")),
                assistant(new Part.Text("Yes.")),
                system(new Part.Text("Be polite.")),
                user(new Part.Text("Good.")));

        String sent = sent(chat);

        assertSent("merged", sent);
    }

    @Test
    void writesMediaByValueAndByReference() throws IOException {
        Chats chat = Chats.of(user(
                new Part.Image(new Media("image/png", "iVBORw0KGgo=", null), null),
                new Part.Image(new Media("application/octet-stream", null, "https://example.com/a/cat.JPG?s=1"), null),
                new Part.Image(new Media("application/octet-stream", null, "https://example.com/picture"), null),
                new Part.Document(new Media("application/pdf", null, "gs://bucket/contract.pdf"), null),
                new Part.Text("Compare.")));

        String sent = sent(chat);

        assertSent("media", sent);
    }

    @Test
    void writesToolsAndTheOneToCall() throws IOException {
        Chats chat = Chats.question().tools(new ToolChoice.Named("get_weather"), Chats.WEATHER);

        String sent = sent(chat);

        assertSent("tools", sent);
    }

    @Test
    void putsResultsInTheOrderOfTheirCallsAndBeforeTheText() throws IOException {
        Chats chat = Chats.of(
                        user(new Part.Text("Weather in Vienna, Graz and Linz?")),
                        assistant(
                                new Part.ToolCall(
                                        "hq1dul8c", "get_weather", new Json("{\"city\":\"Vienna\"}"), "c2VhbA=="),
                                call("call_gem_0123456789abcdef0123_1", "Graz"),
                                call("call_foreign", "Linz")),
                        user(new Part.ToolResult("call_foreign", null, List.of(new Part.Text("no such city")), true)),
                        user(result("call_gem_0123456789abcdef0123_1", "{\"celsius\": 21.50}")),
                        user(result("hq1dul8c", "sunny"), new Part.Text("In one sentence, please.")))
                .tools(null, Chats.WEATHER);

        String sent = sent(chat);

        assertSent("tool-results", sent);
    }

    @Test
    void asksForAnAnswerThatFollowsASchema() throws IOException {
        Json schema = new Json("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}");
        Chats chat = Chats.question().formatted(new Format.JsonSchema("capital", null, schema, true));

        String sent = sent(chat);

        assertSent("schema", sent);
    }

    private String sent(Chats chat) {
        return codec.encode(chat.chat(), Chats.FLASH).json();
    }

    private static void assertSent(String example, String sent) throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN.resolve(example).resolve("sent.json"));
        assertThat(JsonCodec.MAPPER.readTree(sent)).isEqualTo(JsonCodec.MAPPER.readTree(golden));
    }
}
