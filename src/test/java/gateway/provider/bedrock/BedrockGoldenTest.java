package gateway.provider.bedrock;

import static gateway.wire.bedrock.ChatDraft.CLAUDE_EU;
import static gateway.wire.bedrock.ChatDraft.LLAMA_EU;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Deployment;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Residency;
import gateway.model.Sampling;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import gateway.wire.bedrock.ChatDraft;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Compares what the SDK puts on the wire with {@code golden/bedrock/<case>/sent.json}. */
class BedrockGoldenTest {
    private static final String ANSWER = """
            {"output":{"message":{"role":"assistant","content":[{"text":"ok"}]}},"stopReason":"end_turn"}
            """;

    @Test
    void sendsTextWithEverySetting() throws Exception {
        ChatDraft draft = new ChatDraft()
                .system(new Part.Text("You are terse."))
                .user(new Part.Text("Hello!"), new Part.Text(""))
                .user(new Part.Text("Are you there?"))
                .assistant(new Part.Text("Yes."))
                .user(new Part.Text("Good."))
                .stop("END")
                .sampling(new Sampling(100, 0.5, 0.75, 40, null, null, null));

        assertThat(sent(draft, CLAUDE_EU)).isEqualTo(golden("text"));
    }

    @Test
    void sendsToolsAndTheirResults() throws Exception {
        ChatDraft draft = new ChatDraft()
                .user(new Part.Text("Weather in Ulm and Bonn?"))
                .assistant(
                        new Part.ToolCall("call_1", "get_weather", new Json("{\"city\":\"Ulm\"}"), null),
                        new Part.ToolCall("call_2", "get_weather", new Json(""), null))
                .user(new Part.Text("Quick!"), new Part.ToolResult("call_1", null, text("Sunny"), false))
                .user(new Part.ToolResult("call_2", null, text("No city given"), true))
                .tools(ChatDraft.WEATHER)
                .choice(new ToolChoice.Named("get_weather"));

        assertThat(sent(draft, CLAUDE_EU)).isEqualTo(golden("tools"));
    }

    @Test
    void sendsThoughtsBackUnderTheirSeal() throws Exception {
        ChatDraft draft = new ChatDraft()
                .user(new Part.Text("Think."))
                .assistant(
                        new Part.Thinking("Hm.", "c2ln"),
                        new Part.RedactedThinking("c2VhbGVk"),
                        new Part.Text("Thought."))
                .user(new Part.Text("More."))
                .reasoning(new Reasoning(true, null, 2048, true));

        assertThat(sent(draft, CLAUDE_EU)).isEqualTo(golden("thinking"));
    }

    @Test
    void sendsImagesDocumentsAndCachePoints() throws Exception {
        ChatDraft draft = new ChatDraft()
                .system(new Part.Text("Read."), new Part.CachePoint("1h"))
                .user(
                        new Part.Image(new Media("image/png", "aW1hZ2U=", null), null),
                        new Part.Document(new Media("application/pdf", "cGRm", null), "Q3_report (final).pdf"),
                        new Part.Document(new Media("text/plain; charset=utf-8", "dHh0", null), null),
                        new Part.Text("Compare."),
                        new Part.CachePoint(null));

        assertThat(sent(draft, CLAUDE_EU)).isEqualTo(golden("media"));
    }

    @Test
    void sendsTheSchemaOfTheAnswer() throws Exception {
        ChatDraft draft = ChatDraft.hello()
                .format(new Format.JsonSchema("city", "A city", new Json("{\"type\":\"object\"}"), true));

        assertThat(sent(draft, LLAMA_EU)).isEqualTo(golden("schema"));
    }

    private static List<Part> text(String text) {
        return List.of(new Part.Text(text));
    }

    private static JsonNode sent(ChatDraft draft, Deployment deployment) throws Exception {
        Duration enough = Duration.ofSeconds(20);
        try (FakeBedrock server = FakeBedrock.answering(200, ANSWER, Map.of());
                BedrockClients clients = server.clients()) {
            BedrockAdapter.Result result =
                    new BedrockAdapter(clients, () -> 0).call(draft.build(), deployment, Residency.EU, enough, enough);
            assertThat(result.lost()).isEmpty();
            return JsonCodec.MAPPER.readTree(server.seen().body());
        }
    }

    private static JsonNode golden(String name) throws Exception {
        try (InputStream in = BedrockGoldenTest.class.getResourceAsStream("/golden/bedrock/" + name + "/sent.json")) {
            return JsonCodec.read(ByteBuffer.wrap(Objects.requireNonNull(in).readAllBytes()));
        }
    }
}
