package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Reply;
import gateway.wire.JsonCodec;
import gateway.wire.responses.StreamReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A coding agent in the manner of Codex: it keeps the conversation itself and sends all of it each time, every item as
 * it came; calls come several at once, and one tool takes plain text.
 */
class CodingAgentTest {
    private static final String PATCH = "apply_patch";

    private static TestGateway gateway;

    private final ArrayNode conversation = JsonCodec.MAPPER.createArrayNode();

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource
    void worksThroughALongSession(Behind behind) {
        List<String> said = new ArrayList<>();
        for (int turn = 1; turn <= 3; turn++) {
            say("Use both get_weather and get_time for Rome, turn " + turn);
            List<JsonNode> calls = calls(step(behind));
            assertThat(names(calls)).containsExactly(Samples.WEATHER, Samples.TIME);
            answer(calls.getFirst(), "function_call_output", "sunny in turn " + turn);
            answer(calls.getLast(), "function_call_output", "noon in turn " + turn);
            said.add(text(step(behind)));

            say("Use the tool " + PATCH + " for turn " + turn);
            List<JsonNode> patches = calls(step(behind));
            assertThat(names(patches)).containsExactly(PATCH);
            assertThat(patches.getFirst().path("type").asText()).isEqualTo("custom_tool_call");
            assertThat(patches.getFirst().path("input").asText()).contains("for turn " + turn);
            answer(patches.getFirst(), "custom_tool_call_output", "patched in turn " + turn);
            said.add(text(step(behind)));
        }

        assertThat(said)
                .allSatisfy(text -> assertThat(text).contains("The tool answered"))
                .satisfiesExactly(
                        text -> assertThat(text).contains("sunny in turn 1").contains("noon in turn 1"),
                        text -> assertThat(text).contains("patched in turn 1"),
                        text -> assertThat(text).contains("sunny in turn 2").contains("noon in turn 2"),
                        text -> assertThat(text).contains("patched in turn 2"),
                        text -> assertThat(text).contains("sunny in turn 3").contains("noon in turn 3"),
                        text -> assertThat(text).contains("patched in turn 3"));
        if (behind == Behind.ANTHROPIC || behind == Behind.BEDROCK) {
            // each answer was thought about, and each thought went back with its seal
            assertThat(conversation.findValuesAsText("encrypted_content"))
                    .hasSize(12)
                    .allMatch(content -> content.startsWith("serai."));
        }
    }

    private void say(String text) {
        ObjectNode message = conversation.addObject().put("type", "message").put("role", "user");
        message.putArray("content").addObject().put("type", "input_text").put("text", text);
    }

    private void answer(JsonNode call, String type, String text) {
        conversation
                .addObject()
                .put("type", type)
                .put("call_id", call.path("call_id").asText())
                .put("output", text);
    }

    /** Sends the conversation, and adds what comes. */
    private ArrayNode step(Behind behind) {
        Map<String, String> headers = new HashMap<>(behind.headers());
        Reply reply = new Client(gateway)
                .send(
                        "POST",
                        "/v1/responses",
                        TestGateway.KEY,
                        headers,
                        request(behind).toString());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("x-serai-deployment")).isEqualTo(behind.deployment());
        assertThat(reply.header("x-serai-translation")).doesNotContain("input");
        StreamReading read = new StreamReading(reply.body());
        assertThat(read.types()).endsWith("response.completed");
        conversation.addAll(read.output());
        return read.output();
    }

    private ObjectNode request(Behind behind) {
        ObjectNode body = JsonCodec.object()
                .put("model", behind.model())
                .put("instructions", "You are a coding agent. ".repeat(200))
                .put("tool_choice", "auto")
                .put("parallel_tool_calls", true)
                .put("store", false)
                .put("stream", true)
                .put("max_output_tokens", 4_000)
                .put("prompt_cache_key", "session-1");
        body.set("input", conversation);
        body.putArray("include").add("reasoning.encrypted_content");
        body.putObject("reasoning").put("effort", "low").put("summary", "auto");
        ArrayNode tools = body.putArray("tools");
        for (String name : List.of(Samples.WEATHER, Samples.TIME)) {
            ObjectNode tool =
                    tools.addObject().put("type", "function").put("name", name).put("strict", false);
            ObjectNode parameters = tool.putObject("parameters").put("type", Samples.TYPE);
            parameters.putObject("properties").putObject("city").put("type", "string");
        }
        ObjectNode patch = tools.addObject().put("type", "custom").put("name", PATCH);
        patch.putObject("format")
                .put("type", "grammar")
                .put("syntax", "lark")
                .put("definition", "start: \"*** Begin Patch\"");
        return body;
    }

    private static List<JsonNode> calls(ArrayNode output) {
        List<JsonNode> calls = new ArrayList<>();
        for (JsonNode item : output) {
            if (item.path("type").asText().endsWith("_call")) {
                calls.add(item);
            }
        }
        return calls;
    }

    private static List<String> names(List<JsonNode> calls) {
        return calls.stream().map(call -> call.path("name").asText()).toList();
    }

    private static String text(ArrayNode output) {
        StringBuilder text = new StringBuilder();
        for (JsonNode item : output) {
            item.path("content").forEach(part -> text.append(part.path("text").asText()));
        }
        return text.toString();
    }
}
