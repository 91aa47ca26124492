package gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The simulator answers as Gemini and Vertex AI do. */
class GeminiSimulatorTest {
    private static final String WHOLE = "/v1beta/models/gemini-2.5-flash:generateContent";
    private static final String STREAM = "/v1beta/models/gemini-2.5-flash:streamGenerateContent";
    private static final String VERTEX =
            "/v1/projects/p/locations/europe-west1/publishers/google/models/gemini-2.5-flash:generateContent";
    private static final String HELLO = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello there\"}]}]}";
    private static final String TOOLS = """
            {"contents":[{"role":"user","parts":[{"text":"Call get_time and get_weather"}]}],
            "tools":[{"functionDeclarations":[
            {"name":"get_time","parameters":{"type":"OBJECT","properties":{"zone":{"type":"STRING"},
            "hours":{"type":"INTEGER"}},"required":["zone","hours"]}},
            {"name":"get_weather"}]}]}""";

    @RegisterExtension
    final RunningSimulator simulator = new RunningSimulator();

    @Test
    void answersWithTheUsersWords() {
        JsonNode answer = json(post(WHOLE, HELLO).body());

        assertThat(answer.at("/candidates/0/content/parts/0/text").asText())
                .endsWith("(gemini-2.5-flash). You said: Hello there");
        assertThat(answer.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(answer.at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(3);
    }

    @Test
    void answersAsVertexToo() {
        JsonNode answer = json(post(VERTEX, HELLO).body());

        assertThat(answer.path("modelVersion").asText()).isEqualTo("gemini-2.5-flash");
    }

    @Test
    void streamsEventsEndedByCarriageReturns() {
        List<JsonNode> chunks = events(post(STREAM + "?alt=sse", HELLO).body());

        assertThat(chunks.stream()
                        .map(chunk ->
                                chunk.at("/candidates/0/content/parts/0/text").asText()))
                .hasSizeGreaterThan(5)
                .startsWith("This", " is");
        assertThat(chunks.getLast().at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
    }

    @Test
    void countsUsageUpInEveryChunk() {
        List<JsonNode> chunks = events(post(STREAM + "?alt=sse", HELLO).body());

        assertThat(chunks.stream()
                        .map(chunk ->
                                chunk.at("/usageMetadata/candidatesTokenCount").asInt()))
                .startsWith(1, 2, 3);
    }

    @Test
    void streamsAnArrayWithoutAltSse() {
        HttpResponse<String> response = post(STREAM, HELLO);

        assertThat(response.headers().firstValue("content-type")).hasValue("application/json; charset=UTF-8");
        assertThat(json(response.body())).hasSizeGreaterThan(5);
    }

    @Test
    void streamsWholeFunctionCalls() {
        List<JsonNode> chunks = events(post(STREAM + "?alt=sse", TOOLS).body());

        assertThat(chunks).hasSize(2);
        assertThat(chunks.getFirst()
                        .at("/candidates/0/content/parts/0/functionCall")
                        .toString())
                .isEqualTo("{\"name\":\"get_time\",\"args\":{\"zone\":\"Call get_time and get_weather\",\"hours\":1}}");
        assertThat(chunks.getLast().at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
    }

    @Test
    void quotesTheFunctionsResponse() {
        String body = """
                {"contents":[{"role":"user","parts":[{"text":"get_time"}]},
                {"role":"model","parts":[{"functionCall":{"name":"get_time","args":{}}}]},
                {"role":"user","parts":[{"functionResponse":{"name":"get_time","response":{"time":"12:30"}}}]}]}""";

        assertThat(json(post(WHOLE, body).body())
                        .at("/candidates/0/content/parts/0/text")
                        .asText())
                .endsWith("The tool answered: {\"time\":\"12:30\"}");
    }

    @Test
    void showsThoughtsOnRequest() {
        JsonNode answer = json(post(WHOLE, with("\"thinkingConfig\":{\"includeThoughts\":true}"))
                .body());

        assertThat(answer.at("/candidates/0/content/parts/0/thought").asBoolean())
                .isTrue();
        assertThat(answer.at("/usageMetadata/thoughtsTokenCount").asInt()).isPositive();
    }

    @Test
    void answersWithJsonThatFitsTheSchema() {
        String config = """
                "responseMimeType":"application/json","responseJsonSchema":{"type":"object",
                "$defs":{"Priority":{"enum":[1,2]}},"required":["p"],
                "properties":{"p":{"$ref":"#/$defs/Priority"}}}""";

        assertThat(json(post(WHOLE, with(config)).body())
                        .at("/candidates/0/content/parts/0/text")
                        .asText())
                .isEqualTo("{\"p\":1}");
    }

    @Test
    void stopsAtTheTokenLimit() {
        JsonNode answer = json(post(WHOLE, with("\"maxOutputTokens\":2")).body());

        assertThat(answer.at("/candidates/0/finishReason").asText()).isEqualTo("MAX_TOKENS");
    }

    @Test
    void refusesAnUnknownRole() {
        HttpResponse<String> response = post(WHOLE, HELLO.replace("\"user\"", "\"assistant\""));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response.body()).at("/error/message").asText())
                .isEqualTo("Please use a valid role: user, model.");
    }

    @Test
    void refusesABadKeyWithStatus400() {
        HttpResponse<String> response =
                simulator.send(simulator.request(WHOLE + "?key=bad-key").POST(BodyPublishers.ofString(HELLO)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response.body()).at("/error/details/0/reason").asText()).isEqualTo("API_KEY_INVALID");
    }

    @Test
    void refusesAMissingKeyWithStatus403() {
        HttpResponse<String> response = simulator.send(simulator.request(WHOLE).POST(BodyPublishers.ofString(HELLO)));

        assertThat(response.statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> post(String path, String body) {
        return simulator.send(simulator.post(path, body));
    }

    private static String with(String config) {
        return HELLO.substring(0, HELLO.length() - 1) + ",\"generationConfig\":{" + config + "}}";
    }

    private static List<JsonNode> events(String stream) {
        return Arrays.stream(stream.split("\r\n\r\n"))
                .map(event -> json(event.substring("data: ".length())))
                .toList();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
