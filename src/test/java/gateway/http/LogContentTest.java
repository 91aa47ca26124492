package gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.app.TestGateway;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No level of any log shows prompts, answers, tool arguments or keys. */
class LogContentTest {
    private static final String MARKER = "zx82marker";
    private static final String TOOLS = """
            ,"tools":[{"type":"function","function":{"name":"find","description":"%1$s","parameters":{"type":"object",\
            "properties":{"%1$s":{"type":"string","description":"%1$s"}},"required":["%1$s"]}}}]""".formatted(MARKER);

    private static CapturedLog log;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
        log = CapturedLog.open();
    }

    @AfterAll
    static void stop() {
        log.close();
        gateway.close();
    }

    @Test
    void showsNoContentInAnyLog() throws IOException {
        for (String model :
                List.of("claude-sonnet-4-5", "gemini-2.5-flash", "gpt-5.4-mini", "mistral-large-2512", MARKER)) {
            for (String stream : List.of("true", "false")) {
                post("/v1/chat/completions", TestGateway.KEY, openAi(model, stream, ""));
                post("/v1/chat/completions", TestGateway.KEY, openAi(model, stream, TOOLS));
                post("/v1/messages", TestGateway.KEY, openAi(model, stream, ""));
            }
        }
        post("/v1/chat/completions", "sk-" + MARKER, openAi("claude-sonnet-4-5", "false", ""));
        post("/v1/chat/completions", TestGateway.KEY, "{\"" + MARKER + "\":" + MARKER);
        post("/v1/chat/completions", TestGateway.KEY, openAi("claude-sonnet-4-5", "\"" + MARKER + "\"", ""));
        post("/v1/chat/completions?key=" + MARKER, TestGateway.KEY, "{}");
        for (String fault : List.of(
                "{\"status\":500,\"body\":\"" + MARKER + "\"}",
                "{\"status\":400,\"body\":\"{\\\"error\\\":{\\\"message\\\":\\\"" + MARKER + "\\\"}}\"}",
                "{\"status\":429}",
                "{\"garbage\":true}",
                "{\"cutAfterChunks\":2}",
                "{\"reset\":true}")) {
            gateway.simulator().faults().put("one", fault);
            for (String stream : List.of("true", "false")) {
                post("/v1/chat/completions", TestGateway.KEY, openAi("claude-haiku-4-5", stream, TOOLS));
            }
        }
        gateway.simulator().faults().clear();

        assertThat(log.loggers()).contains("gateway.calls");
        assertThat(List.of(MARKER, TestGateway.KEY, TestGateway.ADMIN_KEY))
                .flatMap(log::with)
                .isEmpty();
    }

    private static String openAi(String model, String stream, String tools) {
        return """
                {"model":"%s","stream":%s,"max_tokens":200,"user":"%s",\
                "messages":[{"role":"user","content":"use the tool find: %s"}]%s}""".formatted(model, stream, MARKER, MARKER, tools);
    }

    private static void post(String path, String key, String body) throws IOException {
        assertThat(RawClient.post(gateway.url(), path, key, body)).startsWith("HTTP/1.1 ");
    }
}
