package gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.simulator.Ask.Choice;
import gateway.simulator.Ask.Thinking;
import gateway.wire.JsonCodec;

/** Reads requests of OpenAI's chat completions. */
final class OpenAiReader {
    private static final String DATA = "data:";

    private OpenAiReader() {}

    static Ask read(Endpoint endpoint, ObjectNode body) {
        String model = endpoint.model() == null ? body.path("model").asText() : endpoint.model();
        if (model.isEmpty()) {
            throw RejectedException.invalid("you must provide a model parameter");
        }
        if (body.path("messages").isEmpty()) {
            throw RejectedException.invalid(
                    "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array.");
        }
        AskBuilder ask = new AskBuilder(model, body.path("stream").asBoolean());
        for (JsonNode message : body.path("messages")) {
            message(ask, message);
        }
        for (JsonNode tool : body.path("tools")) {
            ask.tool(tool.at("/function/name").asText(), tool.at("/function/parameters"));
        }
        Choice choice = choice(body.path("tool_choice"));
        ask.choice(body.path("parallel_tool_calls").asBoolean(true) ? choice : choice.oneAtATime());
        ask.maxTokens(body.path("max_tokens"));
        ask.maxTokens(body.path("max_completion_tokens"));
        ask.answers(body.path("n"));
        ask.stops(body.path("stop"));
        ask.usageWanted(body.at("/stream_options/include_usage").asBoolean());
        switch (body.at("/response_format/type").asText()) {
            case "json_schema" -> ask.schema(body.at("/response_format/json_schema/schema"));
            case "json_object" -> ask.schema(anyObject());
            default -> {
                // Plain text.
            }
        }
        String effort = body.path("reasoning_effort").asText("none");
        if (!effort.equals("none")) {
            ask.thinking(Thinking.HIDDEN);
        }
        return ask.build();
    }

    private static void message(AskBuilder ask, JsonNode message) {
        String role = message.path("role").asText();
        switch (role) {
            case "system", "developer" -> content(ask, message.path("content"), true);
            case "user" -> {
                ask.userTurn();
                content(ask, message.path("content"), false);
            }
            case "assistant" -> {
                ask.assistantTurn();
                content(ask, message.path("content"), false);
                for (JsonNode call : message.path("tool_calls")) {
                    ask.call(call.path("id").asText());
                    ask.aside(call.at("/function/arguments").asText());
                }
            }
            case "tool" -> toolResult(ask, message);
            default ->
                throw RejectedException.invalid(
                        "Invalid value: '" + role
                                + "'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.");
        }
    }

    private static void toolResult(AskBuilder ask, JsonNode message) {
        if (!ask.knowsCall(message.path("tool_call_id").asText())) {
            throw RejectedException.invalid("Invalid parameter: messages with role 'tool' must be a response to a"
                    + " preceeding message with 'tool_calls'.");
        }
        ask.toolTurn();
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            ask.toolResult(content.textValue());
        }
        for (JsonNode part : content) {
            ask.toolResult(part.path("text").asText());
        }
    }

    private static void content(AskBuilder ask, JsonNode content, boolean aside) {
        if (content.isTextual()) {
            say(ask, content.textValue(), aside);
        }
        for (JsonNode part : content) {
            switch (part.path("type").asText()) {
                case "text" -> say(ask, part.path("text").asText(), aside);
                case "refusal" -> say(ask, part.path("refusal").asText(), aside);
                case "image_url" -> image(ask, part.at("/image_url/url").asText());
                case "input_audio" ->
                    ask.mediaBytes(
                            "audio/" + part.at("/input_audio/format").asText(),
                            part.at("/input_audio/data").asText());
                case "file" -> file(ask, part.at("/file/file_data").asText());
                default -> throw RejectedException.invalid("Invalid value for the type of a content part.");
            }
        }
    }

    private static void say(AskBuilder ask, String text, boolean aside) {
        if (aside) {
            ask.aside(text);
        } else {
            ask.say(text);
        }
    }

    private static void file(AskBuilder ask, String data) {
        image(ask, data.startsWith(DATA) ? data : "a file");
    }

    private static void image(AskBuilder ask, String url) {
        int comma = url.indexOf(',');
        if (!url.startsWith(DATA) || comma < 0) {
            ask.mediaAt(url);
            return;
        }
        String type = url.substring(DATA.length(), comma).replace(";base64", "");
        ask.mediaBytes(type, url.substring(comma + 1));
    }

    private static Choice choice(JsonNode choice) {
        String kind =
                choice.isTextual() ? choice.textValue() : choice.path("type").asText("auto");
        return switch (kind) {
            case "none" -> Choice.NONE;
            case "required" -> Choice.ANY;
            case "function" -> Choice.named(choice.at("/function/name").asText());
            case "allowed_tools" ->
                choice.at("/allowed_tools/mode").asText().equals("required") ? Choice.ANY : Choice.AUTO;
            default -> Choice.AUTO;
        };
    }

    private static ObjectNode anyObject() {
        ObjectNode schema = JsonCodec.object().put("type", "object");
        schema.putObject("properties").putObject("answer").put("type", "string");
        return schema;
    }
}
