package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Reply;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of tools that a dialect does not allow: the client's name comes back, whole and streamed. */
class LongToolNameTest {
    private static final String NAME = "mcp__files.of.the.team__" + "look_".repeat(30) + "up";

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ANTHROPIC, false",
        "ANTHROPIC, true",
        "GEMINI, false",
        "GEMINI, true",
        "BEDROCK, false",
        "BEDROCK, true"
    })
    void comesBackToOpenAisClients(Behind behind, boolean streamed) throws IOException {
        ObjectNode body = JsonCodec.object()
                .put("model", behind.model())
                .put("stream", streamed)
                .put("max_completion_tokens", 500);
        body.putArray("messages").addObject().put("role", "user").put("content", "Rome");
        ObjectNode function =
                body.putArray("tools").addObject().put("type", "function").putObject("function");
        function.put("name", NAME).putObject("parameters").put("type", "object");
        body.putObject("tool_choice")
                .put("type", "function")
                .putObject("function")
                .put("name", NAME);

        Reply reply = send("/v1/chat/completions", behind, body);

        JsonNode call = streamed
                ? firstCall(reply.body())
                : JsonCodec.MAPPER.readTree(reply.body()).at("/choices/0/message/tool_calls/0");
        assertThat(call.at("/function/name").asText()).isEqualTo(NAME);
        assertThat(reply.header("x-serai-translation")).contains("tools.name");

        // the call goes back as it came, and its result with it
        body.remove("tool_choice");
        ObjectNode assistant = body.withArray("messages").addObject().put("role", "assistant");
        ObjectNode made = assistant.putNull("content").putArray("tool_calls").addObject();
        made.put("id", "call_1").put("type", "function");
        made.putObject("function").put("name", NAME).put("arguments", "{}");
        body.withArray("messages")
                .addObject()
                .put("role", "tool")
                .put("tool_call_id", "call_1")
                .put("content", "It is sunny");
        assertThat(send("/v1/chat/completions", behind, body).body()).contains("sunny");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void comesBackToAnthropicsClients(boolean streamed) throws IOException {
        ObjectNode body = JsonCodec.object()
                .put("model", Behind.OPENAI.model())
                .put("stream", streamed)
                .put("max_tokens", 500);
        body.putArray("messages").addObject().put("role", "user").put("content", "Rome");
        ObjectNode tool = body.putArray("tools").addObject().put("name", NAME);
        tool.putObject("input_schema").put("type", "object");
        body.putObject("tool_choice").put("type", "tool").put("name", NAME);

        Reply reply = send("/v1/messages", Behind.OPENAI, body);

        assertThat(reply.body()).contains("\"name\":\"" + NAME + "\"");
        assertThat(reply.header("x-serai-translation")).contains("tools.name");
    }

    private static Reply send(String path, Behind behind, ObjectNode body) {
        Map<String, String> headers = new HashMap<>(behind.headers());
        Reply reply = new Client(gateway).send("POST", path, TestGateway.KEY, headers, body.toString());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("x-serai-deployment")).isEqualTo(behind.deployment());
        return reply;
    }

    private static JsonNode firstCall(String stream) throws IOException {
        for (String line : stream.lines().toList()) {
            JsonNode call = line.startsWith("data: {")
                    ? JsonCodec.MAPPER.readTree(line.substring(6)).at("/choices/0/delta/tool_calls/0")
                    : JsonCodec.object();
            if (call.at("/function").has("name")) {
                return call;
            }
        }
        return JsonCodec.object();
    }
}
