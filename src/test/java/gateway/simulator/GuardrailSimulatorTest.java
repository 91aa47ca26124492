package gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GuardrailSimulatorTest {
    private static final String PATH = "/guardrail/abc123/version/1/apply";

    @RegisterExtension
    final RunningSimulator simulator = new RunningSimulator();

    @Test
    void masksAddressesAndQuotesThem() throws IOException {
        JsonNode answer = judge("INPUT", "Write to jo@example.org, please.");

        assertThat(answer.path("action").asText()).isEqualTo("GUARDRAIL_INTERVENED");
        assertThat(answer.at("/outputs/0/text").asText()).isEqualTo("Write to {EMAIL}, please.");
        JsonNode entity = answer.at("/assessments/0/sensitiveInformationPolicy/piiEntities/0");
        assertThat(entity.path("match").asText()).isEqualTo("jo@example.org");
        assertThat(entity.path("action").asText()).isEqualTo("ANONYMIZED");
        assertThat(answer.at("/usage/contentPolicyUnits").asInt()).isEqualTo(1);
    }

    @Test
    void blocksItsWords() throws IOException {
        assertThat(judge("INPUT", "a simulated-topic")
                        .at("/assessments/0/topicPolicy/topics/0/action")
                        .asText())
                .isEqualTo("BLOCKED");
        assertThat(judge("OUTPUT", "a simulated-word")
                        .at("/assessments/0/wordPolicy/customWords/0/match")
                        .asText())
                .isEqualTo("simulated-word");
        assertThat(judge("INPUT", "a simulated-attack").path("action").asText()).isEqualTo("GUARDRAIL_INTERVENED");
        assertThat(judge("OUTPUT", "a simulated-attack").path("action").asText())
                .isEqualTo("NONE");
    }

    @Test
    void letsAllElsePass() throws IOException {
        JsonNode answer = judge("OUTPUT", "Good morning");

        assertThat(answer.path("action").asText()).isEqualTo("NONE");
        assertThat(answer.path("outputs")).isEmpty();
        assertThat(simulator.get().counts().startedFor("abc123")).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoRequest() {
        assertThat(post("{\"source\":\"INPUT\",\"content\":[]}").statusCode()).isEqualTo(400);
        assertThat(post("{\"source\":\"BOTH\",\"content\":[{\"text\":{\"text\":\"x\"}}]}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void hasFaultsOfItsOwn() {
        simulator.get().faults().put("a", "{\"dialect\":\"guardrail\",\"model\":\"abc123\",\"status\":429}");
        HttpResponse<String> throttled = post("{\"source\":\"INPUT\",\"content\":[{\"text\":{\"text\":\"x\"}}]}");

        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("x-amzn-errortype").orElse(""))
                .startsWith("ThrottlingException");
    }

    private JsonNode judge(String source, String text) throws IOException {
        HttpResponse<String> response =
                post("{\"source\":\"%s\",\"outputScope\":\"INTERVENTIONS\",\"content\":[{\"text\":{\"text\":\"%s\"}}]}"
                        .formatted(source, text));
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonCodec.MAPPER.readTree(response.body());
    }

    private HttpResponse<String> post(String json) {
        return simulator.send(simulator.post(PATH, json));
    }
}
