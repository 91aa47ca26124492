package gateway.parity;

import com.fasterxml.jackson.databind.JsonNode;

/** Puts an answer together from what OpenAI, by both its APIs, and Anthropic write, whole or in chunks. */
final class Pieces {
    private static final String CUT = "an operator has switched this off";
    private static final String LATE = "the time for this call is over";

    private final StringBuilder text = new StringBuilder();
    private String finish = "";
    private String code = "";
    private long input;
    private long output;

    /** Takes an answer, a chunk or an event. */
    void add(JsonNode json) {
        String type = json.path("type").asText();
        if (type.startsWith("response.")) {
            event(type, json);
            return;
        }
        if (json.path("object").asText().equals("response")) {
            json.path("output").forEach(item -> item.path("content").forEach(part -> say(part.path("text"))));
            response(json);
            return;
        }
        if (json.path("object").asText().equals("list")) {
            finish = json.path("data").size() == Vectors.INPUTS ? Vectors.ALL : "";
            usage(json.path("usage"));
            return;
        }
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

    /** An event of the Responses API; what has failed is told by another one behind it. */
    private void event(String type, JsonNode json) {
        switch (type) {
            case "response.output_text.delta" -> say(json.path("delta"));
            case "response.completed", "response.incomplete" -> response(json.path("response"));
            default -> {
                // begins or ends a piece whose text is known
            }
        }
    }

    private void response(JsonNode response) {
        String reason = response.path("incomplete_details").path("reason").asText("stop");
        finish = reason.equals("max_output_tokens") ? "length" : reason;
        usage(response.path("usage"));
    }

    /** Takes an error in the middle of a stream; Anthropic's has a message, but no code. */
    void fail(JsonNode error) {
        String message = error.path("message").asText();
        String told =
                message.startsWith(CUT) ? "switched_off" : message.startsWith(LATE) ? "deadline_exceeded" : message;
        code = error.path("code").asText(told);
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
