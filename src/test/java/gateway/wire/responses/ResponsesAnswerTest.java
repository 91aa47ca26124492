package gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Completion;
import gateway.model.Dialect;
import gateway.model.FinishReason;
import gateway.model.Json;
import gateway.model.Original;
import gateway.model.Part;
import gateway.wire.JsonCodec;
import gateway.wire.Problem;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole answers by the Responses API. */
class ResponsesAnswerTest {
    private static final String ASKED = "{'model':'m','input':'Hello','instructions':'Be brief'}";
    private static final String THINKING =
            "{'model':'m','input':'Hello','reasoning':{'effort':'low','summary':'auto'}}";

    @Test
    void tellsTheAnswerAndWhatWasAsked() throws IOException {
        JsonNode response = written(ASKED, FinishReason.STOP, new Part.Text("Good "), new Part.Text("day"));

        assertThat(response.path("id").asText()).isEqualTo("resp_req_1");
        assertThat(response.path("object").asText()).isEqualTo("response");
        assertThat(response.path("created_at").asLong()).isEqualTo(1_700_000_000);
        assertThat(response.path("status").asText()).isEqualTo("completed");
        assertThat(response.path("model").asText()).isEqualTo("claude-x");
        assertThat(response.path("instructions").asText()).isEqualTo("Be brief");
        assertThat(response.path("output")).hasSize(1);
        assertThat(response.at("/output/0/type").asText()).isEqualTo("message");
        assertThat(response.at("/output/0/content/0/text").asText()).isEqualTo("Good day");
        assertThat(response.at("/usage/input_tokens").asLong()).isEqualTo(10);
        assertThat(response.at("/usage/input_tokens_details/cached_tokens").asLong())
                .isEqualTo(4);
        assertThat(response.at("/usage/output_tokens_details/reasoning_tokens").asLong())
                .isEqualTo(3);
        assertThat(response.at("/usage/total_tokens").asLong()).isEqualTo(17);
    }

    @Test
    void givesEachPieceItsItemInOrder() throws IOException {
        JsonNode response = written(
                THINKING,
                FinishReason.TOOL_CALLS,
                new Part.Thinking("Hm", "seal"),
                new Part.RedactedThinking("data"),
                new Part.Text("I look"),
                new Part.ToolCall("c1", "look", new Json("{\"at\":1}"), null),
                new Part.ToolCall("c2", "look", new Json(""), null));

        JsonNode output = response.path("output");
        assertThat(output.findValuesAsText("type"))
                .containsSubsequence("reasoning", "reasoning", "message", "function_call", "function_call");
        assertThat(output.at("/0/summary/0/text").asText()).isEqualTo("Hm");
        assertThat(SealedThought.open(output.at("/0/encrypted_content").asText()))
                .isEqualTo(new Part.Thinking("Hm", "seal"));
        assertThat(output.at("/1/summary")).isEmpty();
        assertThat(SealedThought.open(output.at("/1/encrypted_content").asText()))
                .isEqualTo(new Part.RedactedThinking("data"));
        assertThat(output.at("/3/call_id").asText()).isEqualTo("c1");
        assertThat(output.at("/3/arguments").asText()).isEqualTo("{\"at\":1}");
        assertThat(output.at("/4/arguments").asText()).isEqualTo("{}");
        assertThat(output.findValuesAsText("id")).doesNotHaveDuplicates();
        assertThat(response.path("status").asText()).isEqualTo("completed");
    }

    @Test
    void showsNoThoughtsToWhomDoesNotAskForThem() throws IOException {
        JsonNode output = written(
                        ASKED,
                        FinishReason.STOP,
                        new Part.Thinking("Hm", null),
                        new Part.Thinking("Oh", "seal"),
                        new Part.Text("Yes"))
                .path("output");

        assertThat(output).hasSize(2);
        assertThat(output.at("/0/type").asText()).isEqualTo("reasoning");
        assertThat(output.at("/0/summary")).isEmpty();
        assertThat(output.at("/0/encrypted_content").asText()).isNotEmpty();
    }

    @Test
    void tellsACallOfACustomToolAsOne() throws IOException {
        JsonNode item = written(
                        "{'model':'m','input':'Hello','tools':[{'type':'custom','name':'patch'}]}",
                        FinishReason.TOOL_CALLS,
                        new Part.ToolCall("c1", "patch", new Json("{\"input\":\"a\\nb\"}"), null))
                .at("/output/0");

        assertThat(item.path("type").asText()).isEqualTo("custom_tool_call");
        assertThat(item.path("input").asText()).isEqualTo("a\nb");
    }

    @ParameterizedTest
    @CsvSource({
        "LENGTH, incomplete, max_output_tokens",
        "CONTENT_FILTER, incomplete, content_filter",
        "STOP_SEQUENCE, completed, ''",
        "OTHER, completed, ''"
    })
    void tellsWhyItEnded(FinishReason finish, String status, String reason) throws IOException {
        JsonNode response = written(ASKED, finish, new Part.Text("Yes"));

        assertThat(response.path("status").asText()).isEqualTo(status);
        assertThat(response.at("/output/0/status").asText()).isEqualTo(status);
        assertThat(response.at("/incomplete_details/reason").asText("")).isEqualTo(reason);
    }

    @Test
    void tellsARefusalAsAPartOfItsOwn() throws IOException {
        JsonNode response =
                written(ASKED, FinishReason.REFUSAL, new Part.Text("Well"), new Part.Text("I cannot", true, null));

        assertThat(response.path("status").asText()).isEqualTo("completed");
        assertThat(response.path("output")).hasSize(1);
        assertThat(response.at("/output/0/content/0/text").asText()).isEqualTo("Well");
        assertThat(response.at("/output/0/content/1/type").asText()).isEqualTo("refusal");
        assertThat(response.at("/output/0/content/1/refusal").asText()).isEqualTo("I cannot");
    }

    @Test
    void tellsLogProbabilitiesOfTokens() throws IOException {
        JsonNode content = written(
                        ASKED,
                        FinishReason.STOP,
                        new Part.Text("Yes", false, new Json("[{\"token\":\"Yes\",\"logprob\":-0.5}]")),
                        new Part.Text("!"))
                .at("/output/0/content");

        assertThat(content).hasSize(1);
        assertThat(content.at("/0/text").asText()).isEqualTo("Yes!");
        assertThat(content.at("/0/logprobs/0/logprob").asDouble()).isEqualTo(-0.5);
    }

    @Test
    void tellsTheSealOfACallBeforeIt() throws IOException {
        JsonNode output = written(
                        ASKED,
                        FinishReason.TOOL_CALLS,
                        new Part.Text("I look"),
                        new Part.ToolCall("c1", "look", new Json("{}"), "seal"),
                        new Part.ToolCall("c2", "look", new Json("{}"), null))
                .path("output");

        assertThat(output).hasSize(4);
        assertThat(output.at("/1/type").asText()).isEqualTo("reasoning");
        assertThat(SealedThought.callSeal(output.at("/1/encrypted_content").asText()))
                .isEqualTo("seal");
        assertThat(SealedThought.open(output.at("/1/encrypted_content").asText()))
                .isNull();
        assertThat(output.findValuesAsText("id")).doesNotHaveDuplicates();
        assertThat(output.at("/2/id").asText()).endsWith("_2");
    }

    @Test
    void neverPassesOnAnAnswerOfAnotherApi() {
        assertThat(Samples.CODEC.passes(new Original(Dialect.OPENAI, "{}"))).isFalse();
    }

    @Test
    void blamesTheInputForWhatOthersCallMessages() throws IOException {
        JsonNode error = JsonCodec.MAPPER
                .readTree(Samples.CODEC.error(
                        new Problem(400, "context_length_exceeded", "too long", "messages", "req_1")))
                .path("error");

        assertThat(error.path("param").asText()).isEqualTo("input");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    }

    private static JsonNode written(String asked, FinishReason finish, Part... parts) throws IOException {
        Completion completion = Samples.completion(finish, parts);
        return JsonCodec.MAPPER.readTree(Samples.CODEC.write(Samples.outcome(asked), completion));
    }
}
