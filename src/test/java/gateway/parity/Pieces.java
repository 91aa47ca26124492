package gateway.parity;

import com.fasterxml.jackson.databind.JsonNode;

/** Puts an answer together from what OpenAI and Anthropic write, whole or in chunks. */
final class Pieces {
    private static final String CUT = "an operator has switched this off";

    private final StringBuilder text = new StringBuilder();
    private String finish = "";
    private String code = "";
    private long input;
    private long output;

    /** Takes an answer, a chunk or an event. */
    void add(JsonNode json) {
        JsonNode choice = json.path("choices").path(0);
        say(choice.path("message").path("content"));
        say(choice.path("delta").path("content"));
        json.path("content").forEach(block -> say(block.path("text")));
        say(json.path("delta").path("text"));
        end(choice.path("finish_reason"));
        end(json.path("stop_reason"));
        end(json.path("delta").path("stop_reason"));
        usage(json.path("usage"));
        usage(json.path("message").path("usage"));
        if (json.has("error")) {
            fail(json.path("error"));
        }
    }

    /** Takes an error in the middle of a stream; Anthropic's has a message, but no code. */
    void fail(JsonNode error) {
        String message = error.path("message").asText();
        code = error.path("code").asText(message.startsWith(CUT) ? "switched_off" : message);
    }

    /** What they make up. */
    Answer answer() {
        return new Answer(Answer.OK, code, text.toString(), finish, input, output, false);
    }

    private void say(JsonNode more) {
        text.append(more.asText(""));
    }

    private void end(JsonNode reason) {
        if (reason.isTextual()) {
            finish = Answer.finish(reason.textValue());
        }
    }

    private void usage(JsonNode usage) {
        input = Math.max(
                input,
                usage.path("prompt_tokens").asLong()
                        + usage.path("input_tokens").asLong());
        output = Math.max(
                output,
                usage.path("completion_tokens").asLong()
                        + usage.path("output_tokens").asLong());
    }
}
