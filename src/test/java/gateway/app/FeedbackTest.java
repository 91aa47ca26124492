package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.decision.StoredDecision;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.http.Waiting;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feedback through a whole gateway, and what a gateway sees by itself. */
class FeedbackTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String SECRET = "MARKERofaclient";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder = Path.of("unset");

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start("", null, Map.of("SERAI_DATA_DIR", folder.toString()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, claude-sonnet-4-5, false",
        "/v1/chat/completions, claude-sonnet-4-5, true",
        "/v1/chat/completions, gpt-4o-mini, false",
        "/v1/chat/completions, gpt-4o-mini, true",
        "/v1/chat/completions, gemini-2.5-flash, true",
        "/v1/messages, claude-sonnet-4-5, false",
        "/v1/messages, claude-sonnet-4-5, true",
        "/v1/messages, gpt-4o-mini, false",
        "/v1/messages, gpt-4o-mini, true"
    })
    void takesFeedbackAtOnceByTheIdThatTheClientHasSeen(String path, String model, boolean stream) throws Exception {
        HttpResponse<String> answer = post(gateway, path, TestGateway.KEY, question(model, stream));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String completion = idOf(answer.body());

        JsonNode taken = read(give("{\"id\":\"" + completion + "\",\"score\":0.5}"));

        String decision = answer.headers().firstValue("x-serai-decision").orElseThrow();
        assertThat(taken.toString())
                .isEqualTo("{\"object\":\"feedback\",\"decision\":\"" + decision + "\",\"model\":\"" + model
                        + "\",\"score\":0.5}");
        assertThat(Waiting.until(LONG, () -> gateway.decisions().find(decision) != null))
                .isTrue();
        assertThat(gateway.decisions().findAnswer("demo", completion))
                .isNotNull()
                .returns(decision, StoredDecision::id);
        HttpResponse<String> again = give("{\"id\":\"" + decision + "\",\"thumbs\":\"up\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.headers().firstValue("x-serai-code")).hasValue("feedback_conflict");
        assertThat(read(admin("GET", "/admin/v1/decisions/" + decision, ""))
                        .at("/feedback/score")
                        .asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void keepsFeedbackOverARestart(@TempDir Path own) throws Exception {
        Map<String, String> place = Map.of("SERAI_DATA_DIR", own.toString());
        String said;
        String unsaid;
        try (TestGateway first = TestGateway.start("", null, place)) {
            said = decision(first);
            unsaid = decision(first);
            assertThat(give(first, TestGateway.KEY, "{\"id\":\"" + said + "\",\"score\":1}")
                            .statusCode())
                    .isEqualTo(200);
        }
        try (TestGateway second = TestGateway.start("", null, place)) {
            assertThat(give(second, TestGateway.KEY, "{\"id\":\"" + said + "\",\"score\":0}")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(give(second, TestGateway.KEY, "{\"id\":\"" + unsaid + "\",\"score\":0}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void keepsTenantsApart() throws Exception {
        admin("PUT", "/admin/v1/tenants/clinic", "{\"residency\": \"any\"}");
        String key = read(admin("POST", "/admin/v1/keys", "{\"tenant\": \"clinic\"}"))
                .path("key")
                .asText();
        String decision = decision(gateway);

        HttpResponse<String> foreign = give(gateway, key, "{\"id\":\"" + decision + "\",\"score\":0}");
        HttpResponse<String> unknown = give(gateway, key, "{\"id\":\"req_00000000000000000000\",\"score\":0}");

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(read(foreign).at("/error/code").asText()).isEqualTo("decision_not_found");
        assertThat(foreign.body()).isEqualTo(unknown.body());
        assertThat(give(gateway, "sk-serai-nobody-x", "{\"id\":\"" + decision + "\",\"score\":0}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(give("{\"id\":\"" + decision + "\",\"score\":1}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesFeedbackOnACallThatWasRefused() throws Exception {
        HttpResponse<String> refused =
                post(gateway, "/v1/chat/completions", TestGateway.KEY, question("no-such-model", false));
        String id = refused.headers().firstValue("x-request-id").orElseThrow();

        HttpResponse<String> reply = give("{\"id\":\"" + id + "\",\"score\":0}");

        assertThat(reply.statusCode()).isEqualTo(409);
        assertThat(reply.headers().firstValue("x-serai-code")).hasValue("decision_not_answered");
    }

    @Test
    void keepsNothingOfARefusedFeedbackAndMakesNoRecordOfIt() throws Exception {
        String decision = decision(gateway);
        List<String> bodies = List.of(
                "{\"id\":\"" + SECRET + "\",\"score\":1}",
                "{\"id\":\"" + decision + "\",\"score\":1,\"reason\":\"" + SECRET + " liked it\"}",
                "{\"id\":\"" + decision + "\",\"score\":1,\"comment\":\"" + SECRET + "\"}",
                "{\"id\":\"" + decision + "\",\"score\":\"" + SECRET + "\"}",
                "{\"" + SECRET + "\"");
        List<String> requests = new ArrayList<>();
        for (String body : bodies) {
            HttpResponse<String> reply = give(body);
            assertThat(reply.statusCode()).isBetween(400, 404);
            assertThat(reply.body()).doesNotContain(SECRET);
            requests.add(reply.headers().firstValue("x-request-id").orElseThrow());
        }
        String later = decision(gateway);
        assertThat(Waiting.until(LONG, () -> gateway.decisions().find(later) != null))
                .isTrue();

        for (String request : requests) {
            assertThat(gateway.decisions().find(request)).isNull();
        }
        assertThat(metrics()).doesNotContain(SECRET);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain(SECRET);
            }
        }
    }

    @Test
    void countsFeedbackAndWhatItSeesOfAnswers() throws Exception {
        give("{\"id\":\"" + decision(gateway) + "\",\"thumbs\":\"up\"}");
        give("{\"id\":\"unknown\",\"thumbs\":\"up\"}");
        String tools = "{\"model\":\"claude-sonnet-4-5\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"use the tool %s\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\","
                + "\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},"
                + "\"required\":[\"city\"]}}}]}";
        String json = "{\"model\":\"gpt-4o-mini\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],"
                + "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":"
                + "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]}}}}";
        for (String body : List.of(
                tools.formatted("false", "1"),
                tools.formatted("true", "2"),
                json.formatted("false", "3"),
                json.formatted("true", "4"))) {
            assertThat(post(gateway, "/v1/chat/completions", TestGateway.KEY, body)
                            .statusCode())
                    .isEqualTo(200);
        }
        String same = question("claude-sonnet-4-5", true).replace("Hello", "Why is the sky blue?");
        post(gateway, "/v1/chat/completions", TestGateway.KEY, same);
        post(gateway, "/v1/messages", TestGateway.KEY, same);

        assertThat(metrics())
                .contains("serai_routing_feedback_total{result=\"accepted\"}")
                .contains("serai_routing_feedback_total{result=\"decision_not_found\"}")
                .contains("serai_routing_signals_total{signal=\"tool_calls_sound\"} 2.0")
                .contains("serai_routing_signals_total{signal=\"format_sound\"} 2.0")
                .contains("serai_routing_signals_total{signal=\"regenerated\"}");
    }

    @Test
    void learnsFromAStreamThatBreaksOff() throws Exception {
        gateway.simulator().faults().put("cut", "{\"model\":\"gpt-5-nano\",\"cutAfterChunks\":3}");
        try {
            Reply broken = new Client(gateway).ask(Api.OPENAI, "gpt-5-nano", true, Map.of());

            String decision = broken.header("x-serai-decision");
            assertThat(Waiting.until(LONG, () -> gateway.decisions().find(decision) != null))
                    .isTrue();
            assertThat(gateway.decisions().find(decision))
                    .isNotNull()
                    .extracting(StoredDecision::json)
                    .asString()
                    .contains("\"signal\":\"broken\"");
        } finally {
            gateway.simulator().faults().clear();
        }
    }

    private static String decision(TestGateway of) throws IOException, InterruptedException {
        return post(of, "/v1/chat/completions", TestGateway.KEY, question("claude-sonnet-4-5", false))
                .headers()
                .firstValue("x-serai-decision")
                .orElseThrow();
    }

    private static String question(String model, boolean stream) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":100,\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    }

    /** The id of an answer in either format, whole or streamed. */
    static String idOf(String answer) {
        String before = "\"id\":\"";
        String compact = answer.replace("\"id\": \"", before);
        int from = compact.indexOf(before) + before.length();
        return compact.substring(from, compact.indexOf('"', from));
    }

    private static HttpResponse<String> give(String body) throws IOException, InterruptedException {
        return give(gateway, TestGateway.KEY, body);
    }

    private static HttpResponse<String> give(TestGateway to, String key, String body)
            throws IOException, InterruptedException {
        return post(to, "/v1/feedback", key, body);
    }

    private static HttpResponse<String> post(TestGateway to, String path, String key, String body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(to.url() + path))
                        .header("authorization", "Bearer " + key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> admin(String method, String path, String body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(gateway.managementUrl() + path))
                        .header("authorization", "Bearer " + TestGateway.ADMIN_KEY)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String metrics() throws IOException, InterruptedException {
        return admin("GET", "/metrics", "").body();
    }

    private static JsonNode read(HttpResponse<String> reply) throws JsonProcessingException {
        return JsonCodec.MAPPER.readTree(reply.body());
    }
}
