package gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.failover.Client;
import gateway.failover.Client.Reply;
import gateway.wire.JsonCodec;
import gateway.wire.responses.StreamReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that clients come back to by their ids. */
class KeptResponsesTest {
    private static final String PATH = "/v1/responses";
    private static final String MODEL = "claude-sonnet-4-5";
    private static final String TOOLS =
            "\"tools\":[{\"type\":\"function\",\"name\":\"get_weather\",\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}}]";

    @TempDir
    private static Path folder;

    private static TestGateway gateway;
    private static Client client;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                "gateway: {responses: {store: true}}", null, Map.of("SERAI_DATA_DIR", folder.toString()));
        client = new Client(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnFromAnAnswerWithItsCallsAndAllBefore(boolean stream) {
        ObjectNode calls =
                ask(stream, "\"instructions\":\"Be brief\",\"input\":\"Use the tool get_weather for Rome\"," + TOOLS);
        assertThat(calls.at("/output/0/type").asText()).isEqualTo("function_call");
        String result = "[{\"type\":\"function_call_output\",\"call_id\":\"%s\",\"output\":\"sunny\"}]"
                .formatted(calls.at("/output/0/call_id").asText());

        ObjectNode answer = ask(stream, previous(calls) + ",\"input\":" + result + "," + TOOLS);
        ObjectNode more = ask(stream, previous(answer) + ",\"input\":\"And now?\"," + TOOLS);

        assertThat(text(answer)).contains("The tool answered").contains("sunny");
        assertThat(answer.path("previous_response_id")).isEqualTo(calls.path("id"));
        assertThat(answer.path("store").asBoolean()).isTrue();
        assertThat(text(more)).contains("And now?");
        assertThat(more.at("/usage/input_tokens").asLong())
                .isGreaterThan(answer.at("/usage/input_tokens").asLong());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void showsAndDeletesAnAnswer(boolean stream) {
        ObjectNode sent = ask(stream, "\"input\":\"Hello\"");

        assertThat(json(get(sent, TestGateway.KEY))).isEqualTo(sent);
        ObjectNode deleted = json(client.send("DELETE", path(sent), TestGateway.KEY, Map.of(), ""));

        assertThat(deleted.path("deleted").asBoolean()).isTrue();
        assertThat(get(sent, TestGateway.KEY).status()).isEqualTo(404);
        assertThat(client.send("DELETE", path(sent), TestGateway.KEY, Map.of(), "")
                        .status())
                .isEqualTo(404);
        Reply gone = post(false, Map.of(), previous(sent) + ",\"input\":\"Go on\"");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.body()).contains("previous_response_id");
    }

    @Test
    void followsReferencesToItemsOfAnAnswer() {
        String question = "{\"role\":\"user\",\"content\":\"Use the tool get_weather for Rome\"}";
        ObjectNode calls = ask(false, "\"input\":[" + question + "]," + TOOLS);
        String result = "{\"type\":\"function_call_output\",\"call_id\":\"%s\",\"output\":\"sunny\"}"
                .formatted(calls.at("/output/0/call_id").asText());
        String input = "\"input\":[%s,{\"type\":\"item_reference\",\"id\":%s},%s],%s";

        ObjectNode answer = ask(false, input.formatted(question, calls.at("/output/0/id"), result, TOOLS));
        Reply unknown = post(false, Map.of(), input.formatted(question, "\"fc_req_1_0\"", result, TOOLS));

        assertThat(text(answer)).contains("The tool answered").contains("sunny");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.body()).contains("'input'");
    }

    @Test
    void listsWhatAnAnswerAnswers() {
        ObjectNode first = ask(false, "\"input\":[{\"role\":\"user\",\"content\":\"Hello\"}]");
        ObjectNode second = ask(false, previous(first) + ",\"input\":\"Go on\"");

        ObjectNode all = json(items(second, "?order=asc"));
        ObjectNode page = json(
                items(second, "?order=asc&limit=1&after=" + all.at("/data/0/id").asText()));

        assertThat(all.path("data").findValuesAsText("text"))
                .hasSize(3)
                .startsWith("Hello")
                .endsWith("Go on");
        assertThat(page.path("data")).containsExactly(first.at("/output/0"));
        assertThat(page.path("has_more").asBoolean()).isTrue();
        ObjectNode again = ask(false, "\"input\":[{\"type\":\"item_reference\",\"id\":" + all.at("/data/2/id") + "}]");
        assertThat(text(again)).contains("Go on");
    }

    @Test
    void refusesToListOrToCancelWhatCannotBe() {
        ObjectNode sent = ask(false, "\"input\":\"Hello\"");

        assertThat(items(sent, "?colour=red").status()).isEqualTo(400);
        sent.put("id", "resp_1");
        assertThat(items(sent, "").status()).isEqualTo(404);
        assertThat(cancel(sent).status()).isEqualTo(404);
    }

    @Test
    void saysThatAKeptAnswerIsOver() {
        Reply over = cancel(ask(false, "\"input\":\"Hello\""));

        assertThat(over.status()).isEqualTo(400);
        assertThat(json(over).at("/error/message").asText())
                .contains("'background'")
                .contains("/v1/jobs");
    }

    private static Reply cancel(ObjectNode response) {
        return client.send("POST", path(response) + "/cancel", TestGateway.KEY, Map.of(), "");
    }

    private static Reply items(ObjectNode response, String query) {
        return client.send("GET", path(response) + "/input_items" + query, TestGateway.KEY, Map.of(), "");
    }

    @Test
    void isNothingToAnotherTenant() {
        ObjectNode sent = ask(false, "\"input\":\"Hello\"");
        admin("PUT", "tenants/clinic", "{\"residency\":\"any\"}");
        String foreign = json(admin("POST", "keys", "{\"tenant\":\"clinic\"}"))
                .path("key")
                .asText();

        assertThat(get(sent, foreign).status()).isEqualTo(404);
        assertThat(client.send("DELETE", path(sent), foreign, Map.of(), "").status())
                .isEqualTo(404);
        assertThat(client.send("POST", PATH, foreign, Map.of(), body(false, previous(sent) + ",\"input\":\"Go on\""))
                        .status())
                .isEqualTo(404);
        assertThat(client.send("GET", path(sent) + "/input_items", foreign, Map.of(), "")
                        .status())
                .isEqualTo(404);
        assertThat(get(sent, "sk-serai-nobody-x").status()).isEqualTo(401);
        assertThat(get(sent, TestGateway.KEY).status()).isEqualTo(200);
    }

    @Test
    void keepsNothingThatIsNotToBeKept() {
        ObjectNode sent = ask(false, "\"store\":false,\"input\":\"Hello\"");

        assertThat(sent.path("store").asBoolean(true)).isFalse();
        assertThat(get(sent, TestGateway.KEY).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesARepeatedRequestTheSameAnswerOfWhichOneIsKept(boolean stream) {
        Map<String, String> once = Map.of("idempotency-key", "once-" + stream);
        Reply first = post(stream, once, "\"input\":\"Hello\"");
        Reply second = post(stream, once, "\"input\":\"Hello\"");

        assertThat(second.header("x-serai-idempotent-replay")).isEqualTo("true");
        assertThat(second.body()).isEqualTo(first.body());
        ObjectNode sent = stream ? (ObjectNode) new StreamReading(first.body()).response() : json(first);
        assertThat(get(sent, TestGateway.KEY).status()).isEqualTo(200);
    }

    @Test
    void staysInTheEuOnceItWasAskedThere() {
        Reply first = post(false, Map.of("x-serai-residency", "eu"), "\"input\":\"Hello\"");
        assertThat(first.header("x-serai-residency")).isEqualTo("eu");

        Reply second = post(false, Map.of(), previous(json(first)) + ",\"input\":\"Go on\"");
        Reply third = post(false, Map.of(), previous(json(second)) + ",\"input\":\"Go on\"");
        Reply other = post(false, Map.of(), "\"input\":\"Hello\"");

        assertThat(second.header("x-serai-residency")).isEqualTo("eu");
        assertThat(third.header("x-serai-residency")).isEqualTo("eu");
        assertThat(other.header("x-serai-residency")).isEqualTo("any");
    }

    @Test
    void cannotBeReadByWhoHasTheFilesAlone() throws IOException {
        ObjectNode sent = ask(false, "\"input\":\"MARKER of a text\"");

        String secret = sent.path("id").asText();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().contains(".db"))
                    .toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain("MARKER of a text")
                        .doesNotContain(secret);
            }
        }
        assertThat(json(get(sent, TestGateway.KEY))).isEqualTo(sent);
    }

    @Test
    void takesFeedbackByItsId() {
        ObjectNode sent = ask(false, "\"input\":\"Hello\"");

        Reply told = client.feedback(
                "{\"id\":\"%s\",\"score\":1}".formatted(sent.path("id").asText()));

        assertThat(told.status()).as(told.body()).isLessThan(300);
    }

    @Test
    void obeysASwitchOnItsRoute() {
        ObjectNode sent = ask(false, "\"input\":\"Hello\"");
        admin("PUT", "kill-switches/route/openai-responses", "{\"reason\":\"test\",\"mode\":\"drain\"}");
        try {
            assertThat(get(sent, TestGateway.KEY).header("x-serai-code")).isEqualTo("switched_off");
        } finally {
            admin("DELETE", "kill-switches/route/openai-responses", "");
        }
        assertThat(get(sent, TestGateway.KEY).status()).isEqualTo(200);
    }

    private static ObjectNode ask(boolean stream, String fields) {
        Reply reply = post(stream, Map.of(), fields);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return stream ? (ObjectNode) new StreamReading(reply.body()).response() : json(reply);
    }

    private static Reply post(boolean stream, Map<String, String> headers, String fields) {
        return client.send("POST", PATH, TestGateway.KEY, headers, body(stream, fields));
    }

    private static String body(boolean stream, String fields) {
        return "{\"model\":\"" + MODEL + "\",\"stream\":" + stream + "," + fields + "}";
    }

    private static Reply get(ObjectNode response, String key) {
        return client.send("GET", path(response), key, Map.of(), "");
    }

    private static String path(ObjectNode response) {
        return PATH + "/" + response.path("id").asText();
    }

    private static String previous(ObjectNode response) {
        return "\"previous_response_id\":" + response.path("id");
    }

    private static String text(ObjectNode response) {
        return response.path("output").findValuesAsText("text").toString();
    }

    private static Reply admin(String method, String path, String body) {
        Reply reply = client.admin(method, "/admin/v1/" + path, TestGateway.ADMIN_KEY, body);
        assertThat(reply.status()).as(reply.body()).isLessThan(300);
        return reply;
    }

    private static ObjectNode json(Reply reply) {
        try {
            return (ObjectNode) JsonCodec.MAPPER.readTree(reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
