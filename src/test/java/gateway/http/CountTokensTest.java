package gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/messages/count_tokens}. */
class CountTokensTest {
    private static final String PATH = "/v1/messages/count_tokens";
    private static final String MODEL = "claude-sonnet-4-5";
    private static final String SWITCH = "/admin/v1/kill-switches/model/" + MODEL;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void isCloseToWhatAnthropicCounts() throws IOException {
        // the recording anthropic/count-tokens, of 2025; nothing is learnt yet
        String text = "Please explain what Python is and its main use cases. ".repeat(100);

        long counted = count(MODEL, "\"system\":\"You are a helpful assistant.\",", text);

        assertThat(counted).isCloseTo(1_114, Percentage.withPercentage(35));
    }

    @Test
    void asksNoProvider() throws IOException {
        long before = gateway.simulator().counts().started();

        count(MODEL, "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":16000},", "Hello");

        assertThat(gateway.simulator().counts().started()).isEqualTo(before);
    }

    @Test
    void countsToolsToo() throws IOException {
        String tools =
                "\"tools\":[{\"name\":\"look_up\",\"description\":\"Looks a word up\",\"input_schema\":{\"type\":\"object\"}}],";

        assertThat(count(MODEL, tools, "Hello")).isGreaterThan(count(MODEL, "", "Hello"));
    }

    @Test
    void countsForModelsOfOtherProviders() throws IOException {
        assertThat(count("gpt-4o-mini", "", "Hello")).isBetween(1L, 30L);
    }

    @Test
    void isRefusedLikeAMessage() throws IOException {
        assertThat(post("no-key", MODEL, "", "Hello")).contains(" 401 ", "authentication_error");
        assertThat(post(TestGateway.KEY, "gpt-0", "", "Hello")).contains(" 404 ", "not_found_error");
        assertThat(RawClient.post(gateway.url(), PATH, TestGateway.KEY, "{\"model\":\"" + MODEL + "\"}"))
                .contains(" 400 ", "invalid_request_error", "messages");
    }

    @Test
    void isRefusedWhileTheModelIsSwitchedOff() throws Exception {
        Client client = new Client(gateway);
        client.admin("PUT", SWITCH, TestGateway.ADMIN_KEY, "{\"reason\":\"incident 7\"}");
        try {
            assertThat(post(TestGateway.KEY, MODEL, "", "Hello")).contains(" 503 ", "switched this off");
        } finally {
            client.admin("DELETE", SWITCH, TestGateway.ADMIN_KEY, "");
        }
    }

    private static long count(String model, String fields, String text) throws IOException {
        String answer = post(TestGateway.KEY, model, fields, text);
        assertThat(answer).contains(" 200 ");
        JsonNode json = JsonCodec.object(
                answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.UTF_8));
        assertThat(json).hasSize(1);
        return json.path("input_tokens").asLong();
    }

    private static String post(String key, String model, String fields, String text) throws IOException {
        return RawClient.post(
                gateway.url(),
                PATH,
                key,
                "{\"model\":\"" + model + "\"," + fields + "\"messages\":[{\"role\":\"user\",\"content\":\"" + text
                        + "\"}]}");
    }
}
