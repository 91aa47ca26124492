package gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.app.TestGateway;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A coding agent's session through the gateway, to each dialect. */
class AgentReplayTest {
    private static final Map<String, String> AGENT = Map.of(
            "x-api-key", TestGateway.KEY,
            "anthropic-version", "2023-06-01",
            "anthropic-beta", "claude-code-20250219,interleaved-thinking-2025-05-14,context-management-2025-06-27",
            "user-agent", "coding-agent/2.1 (external, cli)",
            "openai-organization", "org-1",
            "cookie", "session=1",
            "x-app", "cli");

    private static Between between;
    private static TestGateway gateway;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        between = new Between();
        gateway = TestGateway.start("""
                gateway:
                  providers:
                    anthropic: {address: "%1$s"}
                    bedrock: {address: "%1$s"}
                    openai: {address: "%1$s"}
                    vertex: {address: "%1$s"}
                """.formatted(between.address()));
        between.before(gateway.simulator().port());
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        between.close();
    }

    @AfterEach
    void forwardAgain() {
        between.answer(null);
    }

    @Test
    void reachesAnthropicByteForByte() throws Exception {
        CodingSession session = new CodingSession("claude-sonnet-4-5", false);
        between.answer(ProviderAnswer.EVENTS);

        for (int turn = 0; turn < CodingSession.TURNS; turn++) {
            byte[] asked = session.request(turn);
            HttpResponse<byte[]> reply = post("/v1/messages?beta=true", AGENT, asked);

            assertThat(reply.statusCode()).as("turn %d", turn).isEqualTo(200);
            assertThat(reply.headers().map()).doesNotContainKey("x-serai-translation");
            assertThat(text(between.last().body())).isEqualTo(withUpstreamName(asked));
            assertThat(text(reply.body())).isEqualTo(ProviderAnswer.EVENTS.toString());
            assertThat(count(session.count(turn))).isPositive();
        }
        assertThat(session.request(CodingSession.TURNS - 1)).hasSizeGreaterThan(200_000);
    }

    @Test
    void takesTheHeadersOfAnthropicAlongAndNoOthers() throws Exception {
        post("/v1/messages?beta=true", AGENT, new CodingSession("claude-sonnet-4-5", false).request(0));

        Map<String, String> sent = between.last().headers();
        assertThat(sent)
                .containsEntry("anthropic-version", AGENT.get("anthropic-version"))
                .containsEntry("anthropic-beta", AGENT.get("anthropic-beta"))
                .containsEntry("user-agent", "serai")
                .doesNotContainValue(TestGateway.KEY)
                .doesNotContainKeys("openai-organization", "cookie", "x-app", "authorization");
    }

    @Test
    void takesTheBetasThatItKnowsToBedrock() throws Exception {
        byte[] asked = new CodingSession(Elsewhere.BEDROCK.model(), false).request(0);

        post("/v1/messages", with(Elsewhere.BEDROCK.headers()), asked);

        assertThat(json(between.last().body())
                        .at("/additionalModelRequestFields/anthropic_beta")
                        .toString())
                .isEqualTo("[\"interleaved-thinking-2025-05-14\"]");
        assertThat(between.last().headers()).doesNotContainKeys("anthropic-beta", "anthropic-version");
    }

    @ParameterizedTest
    @EnumSource
    void keepsItsToolsElsewhere(Elsewhere elsewhere) throws Exception {
        CodingSession session = new CodingSession(elsewhere.model(), false);
        int turn = CodingSession.TURNS - 1;

        HttpResponse<byte[]> reply = post("/v1/messages", with(elsewhere.headers()), session.request(turn));

        assertThat(reply.statusCode()).as(text(reply.body())).isEqualTo(200);
        assertThat(text(reply.body())).contains("event: message_stop");
        assertThat(reply.headers().firstValue("x-serai-translation").orElse("")).isEqualTo(elsewhere.lost());
        Understood understood = elsewhere.read(json(between.last().body()));
        List<CodingSession.Call> calls = session.calls(turn);
        assertThat(understood.tools()).isEqualTo(AgentTools.NAMES);
        assertThat(understood.calls())
                .extracting(Understood.Call::name)
                .isEqualTo(calls.stream().map(CodingSession.Call::name).toList());
        assertThat(understood.calls())
                .extracting(call -> call.arguments().toString())
                .isEqualTo(
                        calls.stream().map(call -> call.arguments().toString()).toList());
        assertThat(understood.results()).hasSameSizeAs(calls);
        assertThat(text(between.last().body()).contains(CodingSession.signature(0)))
                .as("a seal of Claude's goes back to Claude, and to nobody else")
                .isEqualTo(elsewhere.seals());
        for (int i = 0; i < calls.size(); i++) {
            CodingSession.Call call = calls.get(i);
            Understood.Result result = understood.results().get(i);
            String id = understood.calls().get(i).id();
            assertThat(result.call()).isEqualTo(id.isEmpty() ? call.name() : id);
            assertThat(result.error()).isEqualTo(call.error() && elsewhere.marksErrors());
            assertThat(result.text()).contains(call.error() ? "<error>" : "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsItsToolsWherePersonalDataIsMasked(Elsewhere elsewhere) throws Exception {
        CodingSession session = new CodingSession(elsewhere.model(), true);
        int turn = CodingSession.TURNS - 1;

        HttpResponse<byte[]> reply = post("/v1/messages", with(elsewhere.headers()), session.request(turn));

        assertThat(reply.statusCode()).as(text(reply.body())).isEqualTo(200);
        String sent = text(between.last().body());
        assertThat(reply.headers().firstValue("x-serai-translation").orElse(""))
                .contains("tools[].eager_input_streaming");
        assertThat(sent).doesNotContain("shop-of-lena.org");
        Understood understood = elsewhere.read(json(between.last().body()));
        List<CodingSession.Call> calls = session.calls(turn);
        assertThat(understood.calls())
                .extracting(Understood.Call::name)
                .isEqualTo(calls.stream().map(CodingSession.Call::name).toList());
        for (int i = 0; i < calls.size(); i++) {
            assertSameButTheAuthor(
                    understood.calls().get(i).arguments(), calls.get(i).arguments());
        }
    }

    private static void assertSameButTheAuthor(JsonNode sent, ObjectNode asked) {
        ObjectNode expected = asked.deepCopy();
        if (asked.has("author")) {
            assertThat(sent.path("author").asText())
                    .isNotEmpty()
                    .isNotEqualTo(asked.path("author").asText());
            expected.set("author", sent.path("author"));
        }
        assertThat(sent.toString()).isEqualTo(expected.toString());
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(AGENT);
        headers.putAll(more);
        return headers;
    }

    private static String withUpstreamName(byte[] asked) {
        return text(asked).replaceFirst("\"claude-sonnet-4-5\"", "\"claude-sonnet-4-5-20250929\"");
    }

    private static long count(byte[] body) throws Exception {
        JsonNode counted =
                json(post("/v1/messages/count_tokens?beta=true", AGENT, body).body());
        return counted.path("input_tokens").asLong();
    }

    static HttpResponse<byte[]> post(String path, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.url() + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    static JsonNode json(byte[] bytes) throws IOException {
        return JsonCodec.MAPPER.readTree(bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
